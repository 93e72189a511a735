namespace DbxServerless.Testing.EventLogs;

/// <summary>One task of a log that a test makes. Times are milliseconds.</summary>
public sealed record TaskSpec
{
    /// <summary>Run time; the task takes it from start to end unless <see cref="OverheadMs"/> adds to it.</summary>
    public long RunMs { get; init; } = 1000;

    /// <summary>Scheduler delay on top of the run time.</summary>
    public long OverheadMs { get; init; }

    /// <summary>After the stage's start; by default tasks fill the executors' cores in turn.</summary>
    public long? StartMs { get; init; }

    /// <summary>By default the one whose core is free first.</summary>
    public string? Executor { get; init; }

    public long GcMs { get; init; }

    public long FetchWaitMs { get; init; }

    public long InputBytes { get; init; }

    public long InputRows { get; init; }

    public long OutputBytes { get; init; }

    public long ShuffleReadBytes { get; init; }

    public long ShuffleReadRows { get; init; }

    public long ShuffleReadBlocks { get; init; } = 1;

    public long ShuffleWriteBytes { get; init; }

    public long ShuffleWriteNs { get; init; }

    public long MemorySpill { get; init; }

    public long DiskSpill { get; init; }

    public long ResultBytes { get; init; } = 2000;

    public long HeapPeak { get; init; }

    public long OffHeapPeak { get; init; }

    public string Locality { get; init; } = "PROCESS_LOCAL";

    /// <summary>Spark's reason of the end, for example <c>ExceptionFailure</c>; null for success.</summary>
    public string? Failure { get; init; }

    public string? ErrorClass { get; init; }

    public string? ErrorMessage { get; init; }

    public int Attempt { get; init; }

    public static IEnumerable<TaskSpec> Many(int count, TaskSpec task) => Enumerable.Repeat(task, count);
}
