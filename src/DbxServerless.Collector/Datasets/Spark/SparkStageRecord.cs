using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>One attempt of a stage of a Spark application. Failed ones and those with the most task time; the others are left off.</summary>
public sealed record SparkStageRecord : SparkRecord
{
    /// <summary>Stage, unique in its Spark context.</summary>
    [Field(FieldClass.Id)] public required string StageId { get; init; }

    /// <summary>0 for the first attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>Spark job that ran it.</summary>
    [Field(FieldClass.Id)] public string? SparkJobId { get; init; }

    /// <summary>Whole SQL query that it is a part of.</summary>
    [Field(FieldClass.Id)] public string? QueryId { get; init; }

    /// <summary>Where in the code it comes from.</summary>
    [Field(FieldClass.FreeText)] public string? Name { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When it was done; null when the log ends before.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Seconds from submission to end.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Whether it failed.</summary>
    public required bool HasFailed { get; init; }

    /// <summary>Why it failed.</summary>
    [Field(FieldClass.FreeText)] public string? FailureMessage { get; init; }

    /// <summary>Task attempts.</summary>
    public required long Tasks { get; init; }

    /// <summary>Task attempts that failed.</summary>
    public required long FailedTasks { get; init; }

    /// <summary>Task attempts that were killed.</summary>
    public required long KilledTasks { get; init; }

    /// <summary>Task attempts beyond the first.</summary>
    public required long RetriedTasks { get; init; }

    /// <summary>Seconds that its tasks ran on executors.</summary>
    public required double TaskSeconds { get; init; }

    /// <summary>CPU seconds of its tasks.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Seconds of its tasks in which the JVM collected garbage.</summary>
    public required double GcSeconds { get; init; }

    /// <summary>Seconds that its tasks waited for the scheduler.</summary>
    public required double SchedulerDelaySeconds { get; init; }

    /// <summary>Seconds that its tasks waited for shuffled data.</summary>
    public required double FetchWaitSeconds { get; init; }

    /// <summary>Median seconds of a task, at most 0.8 % off.</summary>
    public required double TaskSecondsMedian { get; init; }

    /// <summary>95th percentile of the seconds of a task, at most 0.8 % off.</summary>
    public required double TaskSecondsP95 { get; init; }

    /// <summary>Seconds of the longest task.</summary>
    public required double TaskSecondsMax { get; init; }

    /// <summary>Bytes read from storage.</summary>
    public required long InputBytes { get; init; }

    /// <summary>Bytes written to storage.</summary>
    public required long OutputBytes { get; init; }

    /// <summary>Bytes read from shuffles.</summary>
    public required long ShuffleReadBytes { get; init; }

    /// <summary>Bytes of the task that read most from shuffles.</summary>
    public required long ShuffleReadBytesMax { get; init; }

    /// <summary>Bytes written to shuffles.</summary>
    public required long ShuffleWriteBytes { get; init; }

    /// <summary>Bytes of memory that were spilled.</summary>
    public required long MemorySpilledBytes { get; init; }

    /// <summary>Bytes that spilling wrote to disk.</summary>
    public required long DiskSpilledBytes { get; init; }

    /// <summary>Most memory that a task used for execution.</summary>
    public required long PeakExecutionMemoryBytes { get; init; }
}
