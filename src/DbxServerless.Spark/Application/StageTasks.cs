using DbxServerless.Spark.EventLog;

namespace DbxServerless.Spark.Application;

/// <summary>What the tasks of one stage attempt did. Its size does not grow with their number.</summary>
public sealed class StageTasks
{
    private const int MostFailures = 32;

    private static readonly int[] DistributionOf = MakeDistributionIndex();
    private static readonly QuantileSketch None = new();

    private readonly QuantileSketch?[] _distributions = new QuantileSketch?[TaskMetrics.Distributed.Length];
    private readonly Dictionary<SparkExecutor, StageExecutor> _executors = new(ReferenceEqualityComparer.Instance);
    private readonly List<TaskFailure> _failures = [];
    private readonly List<LocalityUse> _localities = [];
    private long _ran;
    private long _withMetrics;

    /// <summary>The sums.</summary>
    public TaskAggregate Totals { get; } = new();

    /// <summary>Earliest launch of a task, epoch milliseconds.</summary>
    public long? FirstLaunch { get; private set; }

    /// <summary>Latest finish of a task, epoch milliseconds.</summary>
    public long? LastFinish { get; private set; }

    public IReadOnlyCollection<StageExecutor> Executors => _executors.Values;

    /// <summary>Why tasks did not succeed; at most 32 distinct reasons, the rest under reason <c>Other</c>.</summary>
    public IReadOnlyList<TaskFailure> Failures => _failures;

    public IReadOnlyList<LocalityUse> Localities => _localities;

    /// <summary>
    /// How a metric is spread over the tasks that carry metrics (durations: over all tasks that ran).
    /// Empty for a metric that was 0 in every task, and for those whose distribution is not kept.
    /// </summary>
    public QuantileSketch Distribution(TaskMetric metric) =>
        DistributionOf[(int)metric] is var index and >= 0 && _distributions[index] is { } sketch ? sketch : None;

    internal void Add(TaskEndRecord task, SparkExecutor? executor)
    {
        Totals.Add(task);
        if (task.Reason != TaskEndRecord.Success)
        {
            AddFailure(task);
        }

        if (task.Reason == TaskEndRecord.Resubmitted)
        {
            return; // the same run of the task was already told once; only its output was lost
        }

        if (task.LaunchTime > 0)
        {
            FirstLaunch = Math.Min(FirstLaunch ?? long.MaxValue, task.LaunchTime);
            LastFinish = Math.Max(LastFinish ?? 0, Math.Max(task.FinishTime, task.LaunchTime));
        }

        AddDistributions(task);
        AddLocality(task);
        if (executor is not null)
        {
            AddExecutor(task, executor);
        }
    }

    private void AddDistributions(TaskEndRecord task)
    {
        for (var i = 0; i < _distributions.Length; i++)
        {
            var metric = TaskMetrics.Distributed[i];
            if (!task.HasMetrics && metric != TaskMetric.DurationMs)
            {
                continue;
            }

            var value = task.Metrics[(int)metric];
            var sketch = _distributions[i];
            if (sketch is null)
            {
                if (value <= 0)
                {
                    continue;
                }

                var before = metric == TaskMetric.DurationMs ? _ran : _withMetrics;
                _distributions[i] = sketch = new QuantileSketch(before);
            }

            sketch.Add(value);
        }

        _ran++;
        _withMetrics += task.HasMetrics ? 1 : 0;
    }

    private void AddFailure(TaskEndRecord task)
    {
        var failure = Find(task.Reason, task.ErrorClass);
        if (failure is null)
        {
            failure = _failures.Count < MostFailures
                ? new TaskFailure(task.Reason, task.ErrorClass, task.ErrorMessage)
                : Find("Other", null) ?? new TaskFailure("Other", null, null);
            if (!_failures.Contains(failure))
            {
                _failures.Add(failure);
            }
        }

        failure.Tasks++;
        failure.DurationMs += Math.Max(0, task.FinishTime - task.LaunchTime);
    }

    private TaskFailure? Find(string reason, string? errorClass)
    {
        foreach (var failure in _failures)
        {
            if (failure.Reason == reason && failure.ErrorClass == errorClass)
            {
                return failure;
            }
        }

        return null;
    }

    private void AddLocality(TaskEndRecord task)
    {
        LocalityUse? use = null;
        foreach (var known in _localities)
        {
            if (known.Locality == task.Locality)
            {
                use = known;
                break;
            }
        }

        if (use is null)
        {
            use = new LocalityUse(task.Locality);
            _localities.Add(use);
        }

        var duration = task.Metrics[(int)TaskMetric.DurationMs];
        use.Tasks++;
        use.DurationMs += duration;
        use.MaxDurationMs = Math.Max(use.MaxDurationMs, duration);
    }

    private void AddExecutor(TaskEndRecord task, SparkExecutor executor)
    {
        if (!_executors.TryGetValue(executor, out var part))
        {
            _executors[executor] = part = new StageExecutor(executor);
        }

        var duration = task.Metrics[(int)TaskMetric.DurationMs];
        part.Tasks++;
        part.FailedTasks += task.IsFailed ? 1 : 0;
        part.DurationMs += duration;
        part.RunTimeMs += task.Metrics[(int)TaskMetric.ExecutorRunTimeMs];
        part.InputBytes += task.Metrics[(int)TaskMetric.InputBytes];
        part.ShuffleReadBytes += task.Metrics[(int)TaskMetric.ShuffleReadBytes];
        part.MaxDurationMs = Math.Max(part.MaxDurationMs, duration);
    }

    private static int[] MakeDistributionIndex()
    {
        var index = new int[TaskMetrics.Count];
        Array.Fill(index, -1);
        for (var i = 0; i < TaskMetrics.Distributed.Length; i++)
        {
            index[(int)TaskMetrics.Distributed[i]] = i;
        }

        return index;
    }
}
