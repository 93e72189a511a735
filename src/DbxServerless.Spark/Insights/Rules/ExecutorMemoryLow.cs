using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class ExecutorMemoryLow : InsightRule
{
    private static readonly Threshold Share = new("share", 70, Unit.Percent, "the highest memory use of any executor, as part of what it had");
    private static readonly Threshold MinUnused = new("min-unused-bytes", 4L << 30, Unit.Bytes, "memory of an executor that was never used");
    private static readonly Threshold MinTaskSeconds = new("min-task-seconds", 300, Unit.Seconds, "what all tasks took together");

    public override RuleInfo Info { get; } = new("executor-memory-low", "Executors have far more memory than they use", Severity.Info)
    {
        LooksAt = "The highest heap use, and off-heap use where Spark has off-heap memory, that any executor reported, against what it had.",
        Thresholds = [Share, MinUnused, MinTaskSeconds],
        Meaning = "Even garbage included, no executor ever filled its memory. A JVM fills its heap before it collects, so a heap that was never full could have been smaller. "
            + "What the operating system and the disk cache take is not in these numbers.",
        Cost = "Memory is paid for with the machine; the log does not tell what a machine with less would cost, so no waste is estimated.",
        Mend = "On Databricks choose a node type with less memory per core (compute-optimised) or run more cores on as much memory; elsewhere lower `spark.executor.memory`. "
            + "Keep what other runs of the job need: look at several runs.",
        DataFlintAlerts = ["executorMemoryTooLow"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var memories = ExecutorMemory.Of(application).ToList();
        var most = memories.MaxBy(memory => memory.PeakBytes);
        if (most is null || most.Share * 100 >= settings[Share] || most.LimitBytes - most.PeakBytes < settings[MinUnused]
            || application.Totals.Tasks.Sum(TaskMetric.DurationMs) < settings[MinTaskSeconds] * 1000)
        {
            yield break;
        }

        var wanted = (long)(most.PeakBytes * 1.2);
        yield return new Finding(
            Place.Of(most.Executor),
            SparkConf.IsDatabricks(application)
                ? $"{Format.Bytes(wanted)} for Spark on each worker would do. Choose a type with less memory per core than {application.Cluster?.NodeType ?? "the present one"} (compute-optimised)."
                : $"Set {most.Setting}={wanted >> 20}m instead of {most.HeapLimitBytes >> 20}m: the highest use and a fifth more.",
            Evidence.Percent("highest memory use", most.Share, settings[Share]),
            new Evidence("highest memory use in bytes", most.PeakBytes, Unit.Bytes),
            new Evidence("memory of an executor", most.LimitBytes, Unit.Bytes),
            new Evidence("never used", most.LimitBytes - most.PeakBytes, Unit.Bytes, settings[MinUnused]))
        {
            Title = $"Executors use at most {Format.Bytes(most.PeakBytes)} of their {Format.Bytes(most.LimitBytes)} of memory",
            Weight = most.LimitBytes - most.PeakBytes,
        };
    }
}
