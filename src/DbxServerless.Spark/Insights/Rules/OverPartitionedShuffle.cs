using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class OverPartitionedShuffle : InsightRule
{
    private static readonly Threshold MinTasks = new("min-tasks", 100, Unit.Tasks, "tasks of a stage that reads a shuffle");
    private static readonly Threshold MeanBytes = new("mean-bytes", 1 << 20, Unit.Bytes, "shuffle bytes of a mean task, below which partitions are tiny");
    private static readonly Threshold Share = new("share", 5, Unit.Percent, "scheduling and deserialising in such stages, as part of all task time of the run");
    private static readonly Threshold MinSeconds = new("min-seconds", 30, Unit.Seconds, "scheduling and deserialising in such stages");

    public override RuleInfo Info { get; } = new("over-partitioned-shuffle", "Shuffles have far more partitions than their data needs", Severity.Warning)
    {
        LooksAt = "Stages that read a shuffle with many tasks and little data each, over the whole run: what scheduling and deserialising these tasks took.",
        Thresholds = [MinTasks, MeanBytes, Share, MinSeconds],
        Meaning = "Small data is cut into hundreds of partitions (200 unless set), so that most of a task's time goes into starting it.",
        Cost = "The waste is the scheduling and deserialising time of the tasks that were too many.",
        Mend = "Let adaptive execution merge partitions (`spark.sql.adaptive.enabled`, `spark.sql.adaptive.coalescePartitions.enabled`), or set `spark.sql.shuffle.partitions` to fit the data.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var time = CoreTime.Of(application);
        var stages = application.Stages
            .Where(stage => stage.Tasks.Totals is var totals && totals.Tasks >= settings[MinTasks] && totals.Sum(TaskMetric.ShuffleReadBytes) > 0
                && (double)totals.Sum(TaskMetric.ShuffleReadBytes) / totals.Tasks < settings[MeanBytes])
            .Select(stage => new Tiny(stage, time.Ms(WasteBucket.Of(WasteKind.Overhead, stage))))
            .ToList();
        var overhead = stages.Sum(stage => stage.Ms);
        if (stages.Count == 0 || overhead < settings[MinSeconds] * 1000 || overhead * 100.0 < time.UsedMs * settings[Share])
        {
            yield break;
        }

        var worst = stages.MaxBy(stage => stage.Ms)!.Stage;
        var wanted = stages.Max(stage => Wanted(stage.Stage, time));
        yield return new Finding(
            Place.Of(worst),
            (SparkConf.IsAdaptive(application)
                ? "Adaptive execution did not merge them (a cached plan, an RDD shuffle, or coalescePartitions.enabled=false): "
                : "Set spark.sql.adaptive.enabled=true, which merges small partitions, or ")
            + $"set spark.sql.shuffle.partitions={wanted} instead of {worst.NumberOfTasks ?? worst.Tasks.Totals.Tasks}.",
            Evidence.Seconds("scheduling and deserialising", overhead, settings[MinSeconds]),
            Evidence.Percent("of all task time", (double)overhead / Math.Max(1, time.UsedMs), settings[Share]),
            new Evidence("such stages", stages.Count, Unit.Count),
            new Evidence("tasks of the worst", worst.Tasks.Totals.Tasks, Unit.Tasks, settings[MinTasks]),
            new Evidence("shuffle bytes of its mean task", Math.Round((double)worst.Tasks.Totals.Sum(TaskMetric.ShuffleReadBytes) / worst.Tasks.Totals.Tasks), Unit.Bytes, settings[MeanBytes]))
        {
            Title = $"{Format.Count(stages.Count, "stage")} read shuffles in tiny partitions",
            Waste = stages.ConvertAll(stage => WasteClaim.Of(
                WasteKind.Overhead, stage.Stage, stage.Ms * Math.Max(0, 1 - ((double)Wanted(stage.Stage, time) / stage.Stage.Tasks.Totals.Tasks)))),
        };
    }

    /// <summary>As many as the cores, or 64 MiB each.</summary>
    private static long Wanted(SparkStage stage, CoreTime time) =>
        Math.Max(1, Math.Max((long)time.MostSlots, (long)Math.Ceiling(stage.Tasks.Totals.Sum(TaskMetric.ShuffleReadBytes) / (64.0 * 1024 * 1024))));

    private sealed record Tiny(SparkStage Stage, long Ms);
}
