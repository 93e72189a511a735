using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class ExecutorMemoryHigh : InsightRule
{
    private static readonly Threshold Share = new("share", 95, Unit.Percent, "the highest heap use of an executor, as part of its heap");
    private static readonly Threshold GcShare = new("gc-share", 5, Unit.Percent, "garbage collection's part of the executor's task time, as a sign that the heap was short");
    private static readonly Threshold MinTaskSeconds = new("min-task-seconds", 60, Unit.Seconds, "what the executor's tasks took together");

    public override RuleInfo Info { get; } = new("executor-memory-high", "Executors nearly run out of memory", Severity.Error)
    {
        LooksAt = "The highest JVM heap that tasks of an executor reported, against the heap's size; and, because a JVM fills its heap before it collects, "
            + "signs that memory was short: garbage collection, spill, or executors lost for lack of memory.",
        Thresholds = [Share, GcShare, MinTaskSeconds],
        Meaning = "The heap was full, and it hurt. A little more data, and executors die of it.",
        Cost = "Executors that die lose their tasks and shuffle files, which are made again. The time itself is claimed by the rules on garbage collection, spill and lost executors.",
        Mend = "More memory per core: a memory-optimised node type on Databricks (it sets `spark.executor.memory`), a larger `spark.executor.memory` elsewhere. "
            + "Or less to hold per task: more partitions, fewer columns, no needless cache.",
        DataFlintAlerts = ["executorMemoryTooHigh"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var isShort = application.Totals.Tasks.Sum(TaskMetric.MemorySpilledBytes) > 0
            || application.Executors.Any(executor => ExecutorRemoval.CauseOf(executor) == RemovalCause.OutOfMemory);
        var full = ExecutorMemory.Of(application)
            .Where(memory => memory.HeapShare * 100 > settings[Share] && memory.Executor.TaskTimeMs >= settings[MinTaskSeconds] * 1000
                && (isShort || memory.Executor.GcTimeMs * 100 >= memory.Executor.TaskTimeMs * settings[GcShare]))
            .ToList();
        if (full.MaxBy(memory => memory.HeapShare) is not { } worst)
        {
            yield break;
        }

        var wanted = (long)(worst.HeapPeakBytes * 1.25) >> 20;
        yield return new Finding(
            Place.Of(worst.Executor),
            SparkConf.IsDatabricks(application)
                ? $"Choose a worker type with more memory per core than {application.Cluster?.NodeType ?? "the present one"} (the heap comes from it), or double the number of partitions so that each task holds half as much."
                : $"Set {worst.Setting}={wanted}m instead of {worst.HeapLimitBytes >> 20}m, or double spark.sql.shuffle.partitions so that each task holds half as much.",
            Evidence.Percent("highest heap use", worst.HeapShare, settings[Share]),
            new Evidence("heap", worst.HeapLimitBytes, Unit.Bytes),
            Evidence.Percent("garbage collection / task time", (double)worst.Executor.GcTimeMs / worst.Executor.TaskTimeMs, settings[GcShare]),
            new Evidence("executors so full", full.Count, Unit.Count))
        {
            Title = $"{Format.Count(full.Count, "executor")} used up to {Format.Percent(worst.HeapShare)} of their heap",
            Weight = worst.HeapShare,
        };
    }
}
