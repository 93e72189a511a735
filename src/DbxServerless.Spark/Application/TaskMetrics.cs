namespace DbxServerless.Spark.Application;

/// <summary>Facts about <see cref="TaskMetric"/> itself.</summary>
internal static class TaskMetrics
{
    public const int Count = (int)TaskMetric.SchedulerDelayMs + 1;

    public const int ExecutorMemoryCount = (int)ExecutorMemoryMetric.TotalGcTimeMs + 1;

    /// <summary>The metrics whose distribution over the tasks of a stage is kept.</summary>
    public static TaskMetric[] Distributed { get; } =
    [
        TaskMetric.DurationMs,
        TaskMetric.ExecutorRunTimeMs,
        TaskMetric.InputBytes,
        TaskMetric.InputRecords,
        TaskMetric.OutputBytes,
        TaskMetric.OutputRecords,
        TaskMetric.ShuffleReadBytes,
        TaskMetric.ShuffleReadRecords,
        TaskMetric.ShuffleWriteBytes,
        TaskMetric.ShuffleWriteRecords,
        TaskMetric.MemorySpilledBytes,
        TaskMetric.PeakExecutionMemoryBytes,
        TaskMetric.FetchWaitTimeMs,
        TaskMetric.JvmGcTimeMs,
        TaskMetric.SchedulerDelayMs,
    ];
}
