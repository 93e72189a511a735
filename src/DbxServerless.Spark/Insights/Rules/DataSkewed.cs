using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class DataSkewed : InsightRule
{
    private static readonly Threshold Ratio = new("ratio", 5, Unit.Ratio, "how many times more than the median task the largest one read");
    private static readonly Threshold MinBytes = new("min-bytes", 256L << 20, Unit.Bytes, "what the largest task read");
    private static readonly Threshold MinRows = new("min-rows", 10_000_000, Unit.Rows, "rows that the largest task read");
    private static readonly Threshold MinTasks = new("min-tasks", 4, Unit.Tasks, "how many tasks the stage has at least");
    private static readonly Threshold MaxTimeRatio = new("max-time-ratio", 5, Unit.Ratio, "longest to median run time above which the rule on partition skew speaks instead");

    public override RuleInfo Info { get; } = new("data-skew", "The data of a stage is spread unevenly, though its times are not yet", Severity.Info)
    {
        LooksAt = "Bytes and rows that the tasks of every stage attempt read, from inputs and shuffles.",
        Thresholds = [Ratio, MinBytes, MinRows, MinTasks, MaxTimeRatio],
        Meaning = "One partition holds many times more than the others. Its task did not take that much longer this time, but it is the one that will run out of memory when the data grows.",
        Cost = "None yet: what skew costs in time is in the finding on partition skew.",
        Mend = "Look at the keys of that partition (often null or a default value), filter or salt them, or let adaptive execution split it.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var stage in application.Stages)
        {
            var runs = stage.Tasks.Distribution(TaskMetric.ExecutorRunTimeMs);
            if (runs.Count < settings[MinTasks] || runs.Max > settings[MaxTimeRatio] * Math.Max(1, runs.Quantile(0.5)))
            {
                continue;
            }

            var skew = DataSkew.Of(stage)
                .Where(skew => skew.Median > 0 && skew.Ratio >= settings[Ratio] && skew.Largest >= settings[skew.Unit == Unit.Bytes ? MinBytes : MinRows])
                .MaxBy(skew => skew.Ratio);
            if (skew is null)
            {
                continue;
            }

            string Amount(long amount) => skew.Unit == Unit.Bytes ? Format.Bytes(amount) : Format.Count(amount) + " rows";
            yield return new Finding(
                Place.Of(stage),
                $"Look at the keys of the largest partition ({Amount(skew.Largest)}, the median has {Amount(skew.Median)}): filter out null or default keys before the shuffle, or add a salt; "
                + "for joins set spark.sql.adaptive.skewJoin.skewedPartitionFactor=3.",
                Evidence.Ratio($"largest / median of {skew.Name}", skew.Ratio, settings[Ratio]),
                new Evidence($"largest task's {skew.Name}", skew.Largest, skew.Unit, settings[skew.Unit == Unit.Bytes ? MinBytes : MinRows]),
                new Evidence("tasks", runs.Count, Unit.Tasks, settings[MinTasks]))
            {
                Title = $"One task has {Format.Ratio(skew.Ratio)} the median's {skew.Name}",
                Weight = skew.Largest,
            };
        }
    }
}
