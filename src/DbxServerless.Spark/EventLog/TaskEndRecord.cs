using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog;

/// <summary>The facts of one TaskEnd line. One instance is reused for all lines.</summary>
internal sealed class TaskEndRecord
{
    public const string Success = "Success";
    public const string Resubmitted = "Resubmitted";

    private TaskAccumulable[] _accumulables = new TaskAccumulable[256];

    public long StageId { get; set; }

    public long StageAttempt { get; set; }

    public string Reason { get; set; } = Success;

    /// <summary>The exception's class; null unless the task threw one.</summary>
    public string? ErrorClass { get; set; }

    /// <summary>What was said of the failure, cut. Null for a success.</summary>
    public string? ErrorMessage { get; set; }

    public long TaskId { get; set; }

    public long Attempt { get; set; }

    public long LaunchTime { get; set; }

    public long FinishTime { get; set; }

    public long GettingResultTime { get; set; }

    public string ExecutorId { get; set; } = "";

    public string Host { get; set; } = "";

    public string Locality { get; set; } = "";

    public bool IsSpeculative { get; set; }

    public bool IsFailed { get; set; }

    public bool IsKilled { get; set; }

    /// <summary>False when the event carries no task metrics, as for most failures.</summary>
    public bool HasMetrics { get; set; }

    public long[] Metrics { get; } = new long[TaskMetrics.Count];

    public long[] ExecutorMemory { get; } = new long[TaskMetrics.ExecutorMemoryCount];

    public int AccumulableCount { get; private set; }

    /// <summary>SQL metrics that the task updated, as far as their values are numbers.</summary>
    public ReadOnlySpan<TaskAccumulable> Accumulables => _accumulables.AsSpan(0, AccumulableCount);

    public void Add(TaskAccumulable accumulable)
    {
        if (AccumulableCount == _accumulables.Length)
        {
            Array.Resize(ref _accumulables, AccumulableCount * 2);
        }

        _accumulables[AccumulableCount++] = accumulable;
    }

    public void Clear()
    {
        StageId = StageAttempt = 0;
        Reason = Success;
        ErrorClass = ErrorMessage = null;
        TaskId = -1;
        Attempt = LaunchTime = FinishTime = GettingResultTime = 0;
        ExecutorId = Host = Locality = "";
        IsSpeculative = IsFailed = IsKilled = HasMetrics = false;
        Metrics.AsSpan().Clear();
        ExecutorMemory.AsSpan().Clear();
        AccumulableCount = 0;
    }

    /// <summary>Fills in what follows from the rest.</summary>
    public void Derive()
    {
        ref var duration = ref this[TaskMetric.DurationMs];
        var ranNow = Reason != Resubmitted; // else its time was told with its success
        duration = ranNow && LaunchTime > 0 && FinishTime > LaunchTime ? FinishTime - LaunchTime : 0;
        this[TaskMetric.ShuffleReadBytes] = this[TaskMetric.RemoteReadBytes] + this[TaskMetric.LocalReadBytes];
        if (GettingResultTime > 0 && FinishTime > GettingResultTime)
        {
            this[TaskMetric.GettingResultTimeMs] = FinishTime - GettingResultTime;
        }

        if (HasMetrics)
        {
            var known = this[TaskMetric.ExecutorRunTimeMs] + this[TaskMetric.ExecutorDeserializeTimeMs]
                + this[TaskMetric.ResultSerializationTimeMs] + this[TaskMetric.GettingResultTimeMs];
            this[TaskMetric.SchedulerDelayMs] = Math.Max(0, duration - known);
        }
    }

    private ref long this[TaskMetric metric] => ref Metrics[(int)metric];
}
