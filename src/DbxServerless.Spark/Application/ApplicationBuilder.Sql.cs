using DbxServerless.Spark.EventLog.Events;

namespace DbxServerless.Spark.Application;

internal sealed partial class ApplicationBuilder
{
    private readonly Dictionary<long, SqlExecution> _executions = [];

    public void SqlStart(SqlEvent start)
    {
        var execution = Execution(start.ExecutionId);
        if (execution.HasStarted)
        {
            _account.DuplicateEvents++;
            return;
        }

        _account.MisorderedEvents += execution.EndTime is not null || execution.Replans > 0 ? 1 : 0;
        _application.Totals.SqlExecutions++;
        Observe(start.Time);
        execution.HasStarted = true;
        execution.StartTime = start.Time;
        execution.RootExecutionId = start.RootExecutionId;
        execution.Description = start.Description;
        execution.JobGroup = start.JobGroup;
        execution.ModifiedConfigs = start.ModifiedConfigs;
        if (execution.Plan is null)
        {
            execution.Plan = start.Plan;
        }
        else
        {
            execution.FirstOperators = Operators(start.Plan);
        }
    }

    public void SqlEnd(SqlEvent end)
    {
        var execution = Execution(end.ExecutionId);
        if (execution.EndTime is not null)
        {
            _account.DuplicateEvents++;
            return;
        }

        Observe(end.Time);
        execution.EndTime = end.Time;
        execution.Error = end.Error;
    }

    /// <summary>Adaptive execution has a new plan; an update repeated to the letter changes nothing but the count.</summary>
    public void SqlReplan(SqlEvent update)
    {
        if (update.Plan is null)
        {
            return;
        }

        var execution = Execution(update.ExecutionId);
        execution.FirstOperators ??= execution.HasStarted ? Operators(execution.Plan) : null;
        execution.Plan = update.Plan;
        execution.Replans++;
    }

    public void SqlMetrics(SqlEvent update)
    {
        var known = Execution(update.ExecutionId).MoreMetrics;
        foreach (var metric in update.Metrics)
        {
            if (!known.Exists(other => other.AccumulatorId == metric.AccumulatorId))
            {
                known.Add(metric);
            }
        }
    }

    public void DriverUpdates(SqlEvent update)
    {
        foreach (var (id, value) in update.DriverUpdates)
        {
            _accumulators[id].SetTotal(value);
        }
    }

    private SqlExecution Execution(long id)
    {
        if (!_executions.TryGetValue(id, out var execution))
        {
            _executions[id] = execution = new SqlExecution(id);
        }

        return execution;
    }

    private static List<string> Operators(PlanNode? plan) => plan?.All().Select(node => node.Name).ToList() ?? [];

    private void LinkJobsToExecutions(List<SparkJob> jobs)
    {
        foreach (var job in jobs)
        {
            if (job.SqlExecutionId is { } id && _executions.TryGetValue(id, out var execution))
            {
                execution.OwnJobs.Add(job);
            }
        }
    }

    private void ResolvePlans()
    {
        foreach (var execution in _executions.Values)
        {
            foreach (var node in execution.Plan?.All() ?? [])
            {
                foreach (var metric in node.Metrics)
                {
                    Resolve(metric);
                    _accumulators.LinkStages(metric.AccumulatorId, node);
                }
            }

            execution.MoreMetrics.ForEach(Resolve);
        }
    }

    /// <summary>Totals only rise, except for minima and averages, whose last value stands.</summary>
    private void Resolve(PlanMetric metric)
    {
        ref var state = ref _accumulators[metric.AccumulatorId];
        if (state.HasTotal)
        {
            metric.Value = metric.Type is "minimum" or "average" ? state.Last : state.Highest;
        }

        if (state.Tasks > 0)
        {
            metric.MaxOfTask = state.MaxUpdate;
            metric.Tasks = state.Tasks;
        }
    }
}
