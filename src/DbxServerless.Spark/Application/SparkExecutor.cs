namespace DbxServerless.Spark.Application;

/// <summary>One executor and its life. Times are epoch milliseconds.</summary>
public sealed class SparkExecutor
{
    private readonly long[] _memoryPeaks = new long[TaskMetrics.ExecutorMemoryCount];

    internal SparkExecutor(string id) => Id = id;

    public string Id { get; }

    public string? Host { get; internal set; }

    public int? Cores { get; internal set; }

    public long ResourceProfileId { get; internal set; }

    /// <summary>Null when the log begins after the executor came.</summary>
    public long? AddTime { get; internal set; }

    /// <summary>Null when the executor outlived the log.</summary>
    public long? RemoveTime { get; internal set; }

    /// <summary>Spark's free text, for example that the worker was lost or the container killed.</summary>
    public string? RemoveReason { get; internal set; }

    /// <summary>How often tasks failed so much that the executor was excluded.</summary>
    public int Exclusions { get; internal set; }

    /// <summary>Memory for storage and execution, of the block manager.</summary>
    public long? MaxMemoryBytes { get; internal set; }

    /// <summary>Earliest launch and latest finish of a task here.</summary>
    public long? FirstLaunch { get; private set; }

    public long? LastFinish { get; private set; }

    public long Tasks { get; private set; }

    public long FailedTasks { get; private set; }

    /// <summary>Sum of the durations of its tasks, milliseconds: how much core-time was in use.</summary>
    public long TaskTimeMs { get; private set; }

    public long GcTimeMs { get; private set; }

    /// <summary>When it ran at least one task.</summary>
    public BusyIntervals Busy { get; } = new();

    /// <summary>The highest value that was reported of it; 0 when never reported.</summary>
    public long MemoryPeak(ExecutorMemoryMetric metric) => _memoryPeaks[(int)metric];

    internal bool IsAdded { get; set; }

    internal bool IsRemoved { get; set; }

    internal void Add(EventLog.TaskEndRecord task)
    {
        if (task.Reason == EventLog.TaskEndRecord.Resubmitted)
        {
            return;
        }

        Tasks++;
        FailedTasks += task.IsFailed ? 1 : 0;
        TaskTimeMs += task.Metrics[(int)TaskMetric.DurationMs];
        GcTimeMs += task.Metrics[(int)TaskMetric.JvmGcTimeMs];
        if (task.LaunchTime > 0)
        {
            FirstLaunch = Math.Min(FirstLaunch ?? long.MaxValue, task.LaunchTime);
            LastFinish = Math.Max(LastFinish ?? 0, Math.Max(task.FinishTime, task.LaunchTime));
            Busy.Add(task.LaunchTime, task.FinishTime);
        }

        RaiseMemoryPeaks(task.ExecutorMemory);
    }

    internal void RaiseMemoryPeaks(long[] peaks)
    {
        for (var i = 0; i < _memoryPeaks.Length; i++)
        {
            _memoryPeaks[i] = Math.Max(_memoryPeaks[i], peaks[i]);
        }
    }
}
