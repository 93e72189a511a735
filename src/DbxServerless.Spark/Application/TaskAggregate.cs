using DbxServerless.Spark.EventLog;

namespace DbxServerless.Spark.Application;

/// <summary>Sums over tasks. Every attempt counts, also failed, killed and speculative ones.</summary>
public sealed class TaskAggregate
{
    private readonly long[] _sums = new long[TaskMetrics.Count];

    /// <summary>TaskEnd events.</summary>
    public long Tasks { get; private set; }

    public long FailedTasks { get; private set; }

    public long KilledTasks { get; private set; }

    public long SpeculativeTasks { get; private set; }

    /// <summary>Tasks with an attempt number above 0, or whose output was lost and had to be made again.</summary>
    public long RetriedTasks { get; private set; }

    /// <summary>The sum over all tasks that carry metrics; durations over all tasks.</summary>
    public long Sum(TaskMetric metric) => _sums[(int)metric];

    internal void Add(TaskEndRecord task)
    {
        Tasks++;
        FailedTasks += task.IsFailed ? 1 : 0;
        KilledTasks += task.IsKilled ? 1 : 0;
        SpeculativeTasks += task.IsSpeculative ? 1 : 0;
        RetriedTasks += task.Attempt > 0 || task.Reason == TaskEndRecord.Resubmitted ? 1 : 0;
        AddAll(_sums, task.Metrics);
    }

    internal void Add(TaskAggregate other)
    {
        Tasks += other.Tasks;
        FailedTasks += other.FailedTasks;
        KilledTasks += other.KilledTasks;
        SpeculativeTasks += other.SpeculativeTasks;
        RetriedTasks += other.RetriedTasks;
        AddAll(_sums, other._sums);
    }

    private static void AddAll(long[] sums, long[] values)
    {
        for (var i = 0; i < sums.Length && i < values.Length; i++)
        {
            sums[i] += values[i];
        }
    }
}
