using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class PartitionSkew : InsightRule
{
    private static readonly Threshold Ratio = new("ratio", 5, Unit.Ratio, "how many times longer than the median task the longest one ran");
    private static readonly Threshold MinSeconds = new("min-seconds", 5, Unit.Seconds, "how long the longest task ran at least");
    private static readonly Threshold MinShare = new("min-share-of-stage", 20, Unit.Percent, "the longest task's part of the stage's duration, so that it was what the stage waited for");
    private static readonly Threshold MinTasks = new("min-tasks", 4, Unit.Tasks, "how many tasks the stage has at least");

    public override RuleInfo Info { get; } = new("partition-skew", "One task ran much longer than the others of its stage", Severity.Warning)
    {
        LooksAt = "The run times of the tasks of every stage attempt, of SQL and of RDDs alike, and their bytes and rows.",
        Thresholds = [Ratio, MinSeconds, MinShare, MinTasks],
        Meaning = "The stage ends with its longest task. When that one runs many times longer than the median, the other cores wait for it.",
        Cost = "Cores that have nothing left to do are paid for until the last task ends. "
            + "The waste is the time the stage would have saved with its work spread evenly, times the cores that were free meanwhile.",
        Mend = "When the long task also read much more: a hot key. Let adaptive execution split it (`spark.sql.adaptive.skewJoin.enabled`, and a lower "
            + "`spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes`), filter or handle the hot key apart, or add a salt to the key. "
            + "When it read no more than others: the rows of that partition are expensive (a UDF, a regular expression, a large value) or its node was slow.",
        DataFlintAlerts = ["partitionSkew"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var stage in application.Stages)
        {
            var runs = stage.Tasks.Distribution(TaskMetric.ExecutorRunTimeMs);
            var median = Math.Max(1, runs.Quantile(0.5));
            var ratio = (double)runs.Max / median;
            var span = StageSpan.Ms(stage);
            if (runs.Count < settings[MinTasks] || runs.Max <= settings[MinSeconds] * 1000 || ratio <= settings[Ratio]
                || runs.Max < span * settings[MinShare] / 100)
            {
                continue;
            }

            var data = DataSkew.Widest(stage);
            var isData = data.Ratio >= ratio / 3 && data.Ratio >= 2;
            yield return new Finding(
                Place.Of(stage),
                isData ? SplitAdvice(application, stage, data) : SlowAdvice(runs.Max),
                Evidence.Ratio("longest task / median task", ratio, settings[Ratio]),
                Evidence.Seconds("longest task", runs.Max, settings[MinSeconds]),
                Evidence.Seconds("median task", median),
                new Evidence("tasks", runs.Count, Unit.Tasks, settings[MinTasks]),
                Evidence.Ratio($"largest / median of {data.Name}", data.Ratio))
            {
                Title = isData
                    ? $"One task ran {Format.Ratio(ratio)} as long as the median: it had more data"
                    : $"One task ran {Format.Ratio(ratio)} as long as the median, with no more data than others",
                Waste = [StageSpan.WaitClaim(CoreTime.Of(application), stage, runs.Max, median)],
                Weight = runs.Max,
            };
        }
    }

    private static string SplitAdvice(SparkApplication application, SparkStage stage, DataSkew data)
    {
        var what = $"The largest task had {Format.Ratio(data.Ratio)} the median's {data.Name}.";
        var isJoin = stage.PlanNodes.Any(node => Operators.Of(node.Name).Kind is OperatorKind.SortMergeJoin or OperatorKind.ShuffledHashJoin);
        if (!isJoin)
        {
            return $"{what} Aggregate in two steps (first by key and a salt of 16 values, then by key), or repartition by a key with more values; "
                + "for an input that cannot be split, such as gzip, write it in a format that can.";
        }

        var adaptive = SparkConf.IsAdaptive(application)
            ? "Adaptive execution is on but did not split it"
            : "Set spark.sql.adaptive.enabled=true and spark.sql.adaptive.skewJoin.enabled=true, which splits it";
        var threshold = Math.Max(16L << 20, stage.Tasks.Distribution(TaskMetric.ShuffleReadBytes).Quantile(0.5) * 2);
        return $"{what} {adaptive}; try spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes={threshold >> 20}MB and "
            + "spark.sql.adaptive.skewJoin.skewedPartitionFactor=2. If one key is hot (often null), filter it out before the join or join it apart.";
    }

    private static string SlowAdvice(long longest) =>
        $"Its rows cost more, not its bytes: look for a UDF, a regular expression or a very large value in the partition that took {Format.Duration(longest)}, "
        + "and use more, smaller partitions (double spark.sql.shuffle.partitions, or repartition before the expensive step). "
        + "If the same host is slow in other stages too, set spark.speculation=true or replace the node.";
}
