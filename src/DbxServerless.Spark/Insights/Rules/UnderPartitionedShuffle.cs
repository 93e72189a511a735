using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class UnderPartitionedShuffle : FewTasksRule
{
    public override RuleInfo Info { get; } = new("under-partitioned-shuffle", "A shuffle has fewer partitions than there are cores", Severity.Warning)
    {
        LooksAt = "Stages that read a shuffle: their tasks against the cores that were there while they ran, and how many of those were idle.",
        Thresholds = [MinSeconds, MaxTasks, MinIdle],
        Meaning = "The shuffle was cut into so few partitions that most cores have none. One partition alone comes from a global sort, a window without PARTITION BY, or a coalesce(1).",
        Cost = "The waste is the core-time that was idle while the stage ran.",
        Mend = "More shuffle partitions: `spark.sql.shuffle.partitions`, a larger minimum for adaptive execution, no `coalesce(1)`; PARTITION BY for windows.",
    };

    private protected override bool ReadsShuffle => true;

    private protected override string Advice(SparkApplication application, SparkStage stage, long tasks, long slots) => tasks == 1
        ? "All rows go to one task: give the window a PARTITION BY, sort without a global order (sortWithinPartitions), replace coalesce(1) and repartition(1) before a write, or aggregate before it."
        : $"Set spark.sql.shuffle.partitions={slots * 2} instead of {tasks}; if adaptive execution merged them, set spark.sql.adaptive.coalescePartitions.parallelismFirst=true "
            + $"or spark.sql.adaptive.advisoryPartitionSizeInBytes={Math.Max(1, (stage.Tasks.Totals.Sum(TaskMetric.ShuffleReadBytes) / Math.Max(1, slots * 2)) >> 20)}m.";
}
