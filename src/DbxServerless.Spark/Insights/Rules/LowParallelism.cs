using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class LowParallelism : FewTasksRule
{
    public override RuleInfo Info { get; } = new("low-parallelism", "A stage reads its input with fewer tasks than there are cores", Severity.Warning)
    {
        LooksAt = "Stages that do not read a shuffle: their tasks against the cores that were there while they ran, and how many of those were idle.",
        Thresholds = [MinSeconds, MaxTasks, MinIdle],
        Meaning = "The input comes in few pieces: a file that cannot be split (gzip), a JDBC read without partitioning, one large row group, or `parallelize` with few slices.",
        Cost = "The waste is the core-time that was idle while the stage ran.",
        Mend = "Split the input: Parquet or Delta instead of gzip text, `partitionColumn`, `lowerBound`, `upperBound` and `numPartitions` for JDBC, smaller `spark.sql.files.maxPartitionBytes`, "
            + "`repartition` right after reading.",
    };

    private protected override bool ReadsShuffle => false;

    private protected override string Advice(SparkApplication application, SparkStage stage, long tasks, long slots)
    {
        var bytes = stage.Tasks.Totals.Sum(TaskMetric.InputBytes);
        return bytes > 0
            ? $"Set spark.sql.files.maxPartitionBytes={Math.Max(1, (bytes / Math.Max(1, slots * 2)) >> 20)}m so that {Format.Bytes(bytes)} come in about {slots * 2} tasks; if the files are gzip or one row group each, write them again as Parquet or Delta."
            : $"Give the source more pieces: numPartitions={slots * 2} with partitionColumn, lowerBound and upperBound for JDBC, parallelize(data, {slots * 2}), or repartition({slots * 2}) before the expensive step.";
    }
}
