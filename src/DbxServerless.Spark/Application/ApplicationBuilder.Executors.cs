using DbxServerless.Spark.EventLog.Events;

namespace DbxServerless.Spark.Application;

internal sealed partial class ApplicationBuilder
{
    private const string Driver = "driver";

    private readonly Dictionary<string, SparkExecutor> _executors = new(StringComparer.Ordinal);

    public void ExecutorAdded(ExecutorEvent added)
    {
        if (added.Id is null)
        {
            return;
        }

        var executor = Executor(added.Id);
        if (executor.IsAdded)
        {
            _account.DuplicateEvents++;
            return;
        }

        _account.MisorderedEvents += executor.Tasks > 0 || executor.RemoveTime is not null ? 1 : 0;
        executor.IsAdded = true;
        executor.AddTime = added.Time;
        executor.Host = added.Host ?? executor.Host;
        executor.Cores = added.Cores;
        executor.ResourceProfileId = added.ResourceProfileId;
        Observe(added.Time);
    }

    public void ExecutorRemoved(ExecutorEvent removed)
    {
        if (removed.Id is null)
        {
            return;
        }

        var executor = Executor(removed.Id);
        if (executor.IsRemoved)
        {
            _account.DuplicateEvents++;
            return;
        }

        executor.IsRemoved = true;
        executor.RemoveTime = removed.Time;
        executor.RemoveReason = removed.Reason;
        Observe(removed.Time);
    }

    public void ExecutorExcluded(ExecutorEvent excluded)
    {
        if (excluded.Id is not null)
        {
            Executor(excluded.Id).Exclusions++;
        }
    }

    public void BlockManagerAdded(ExecutorEvent added)
    {
        Observe(added.Time);
        if (added.Id is null)
        {
            return;
        }

        // Only in local mode is the driver an executor too.
        if (added.Id == Driver)
        {
            _application.DriverMaxMemoryBytes = added.MaxMemory;
        }
        else
        {
            Executor(added.Id).MaxMemoryBytes = added.MaxMemory;
        }
    }

    /// <summary>Peaks of an executor, or of the driver, during a stage. Only with <c>spark.eventLog.logStageExecutorMetrics</c>.</summary>
    public void StageExecutorMetrics(ExecutorMetricsEvent metrics)
    {
        if (metrics.ExecutorId == Driver)
        {
            _application.RaiseDriverMemoryPeaks(metrics.Peaks);
        }

        // The driver is known as an executor only in local mode.
        if (metrics.ExecutorId is not null && _executors.TryGetValue(metrics.ExecutorId, out var executor))
        {
            executor.RaiseMemoryPeaks(metrics.Peaks);
        }
    }

    private SparkExecutor Executor(string id)
    {
        if (!_executors.TryGetValue(id, out var executor))
        {
            _executors[id] = executor = new SparkExecutor(id);
        }

        return executor;
    }
}
