using DbxServerless.Spark.EventLog;
using DbxServerless.Spark.EventLog.Events;

namespace DbxServerless.Spark.Application;

/// <summary>
/// Folds events into a <see cref="SparkApplication"/>. Each event is complete and valid when it comes here.
/// Nothing depends on the order of events of different kinds: what an event refers to is made when it is first named,
/// and links are drawn at the end.
/// </summary>
internal sealed partial class ApplicationBuilder
{
    private readonly EventLogAccount _account;
    private readonly SparkApplication _application;
    private readonly Dictionary<long, ResourceProfile> _profiles = [];
    private readonly List<SparkJob> _allJobs = [];
    private readonly List<SparkStage> _allStages = [];
    private readonly List<SparkExecutor> _allExecutors = [];
    private readonly List<SqlExecution> _allExecutions = [];

    public ApplicationBuilder(EventLogAccount account)
    {
        _account = account;
        _application = new SparkApplication(account);
    }

    public SparkApplication Build()
    {
        FinishPart();
        _application.Jobs = _allJobs;
        _application.Stages = _allStages;
        _application.Executors = _allExecutors;
        _application.SqlExecutions = _allExecutions;
        _application.StreamingQueries = _queries.Values.ToList();
        _application.ResourceProfiles = _profiles.Values.ToList();
        _application.Cluster = DatabricksCluster.From(_application.SparkProperties);
        _application.DataFlint = new DataFlintFacts
        {
            DriverMaxHeapBytes = _driverMaxHeap,
            IcebergCommits = _commits,
            DeltaScans = _scans,
            RddScopes = _rddScopes,
        };
        foreach (var stage in _allStages)
        {
            _application.Totals.Tasks.Add(stage.Tasks.Totals);
        }

        return _application;
    }

    public void LogStart(ApplicationEvent log)
    {
        _application.SparkVersion ??= log.SparkVersion;
        _application.SparkContextId ??= log.SparkContextId;
        Observe(log.Time);
    }

    public void ApplicationStart(ApplicationEvent start)
    {
        Observe(start.Time);
        if (_application.StartTime is not null || _application.Id is not null)
        {
            if (start.Id == _application.Id && start.Time == _application.StartTime)
            {
                _account.DuplicateEvents++;
                return;
            }

            if (start.Id != _lastApplicationId)
            {
                // Logs of two applications were joined: the same ids now mean other things.
                _lastApplicationId = start.Id;
                _account.Applications++;
                FinishPart();
            }

            return;
        }

        _lastApplicationId = start.Id;
        _application.Id = start.Id;
        _application.Name = start.Name;
        _application.AttemptId = start.AttemptId;
        _application.User = start.User;
        _application.StartTime = start.Time;
    }

    public void ApplicationEnd(ApplicationEvent end)
    {
        Observe(end.Time);
        _application.EndTime = end.Time ?? _application.EndTime;
    }

    /// <summary>Comes several times; the last one is the truth.</summary>
    public void Environment(ApplicationEvent environment)
    {
        _application.SparkProperties = environment.SparkProperties ?? _application.SparkProperties;
        _application.JvmInformation = environment.JvmInformation ?? _application.JvmInformation;
    }

    public void ResourceProfile(ApplicationEvent profile) =>
        _profiles[profile.ProfileId] = new ResourceProfile(profile.ProfileId, profile.ExecutorResources, profile.TaskResources);

    /// <summary>Draws the links between what one application's events named, and starts afresh.</summary>
    private void FinishPart()
    {
        var jobs = _jobs.Values.ToList();
        jobs.Sort((a, b) => a.JobId.CompareTo(b.JobId));
        var stages = StagesInOrder();
        var executions = _executions.Values.ToList();
        executions.Sort((a, b) => a.ExecutionId.CompareTo(b.ExecutionId));
        LinkStagesToJobs(stages, jobs);
        LinkJobsToExecutions(jobs);
        ResolvePlans();
        _allJobs.AddRange(jobs);
        _allStages.AddRange(stages);
        _allExecutors.AddRange(_executors.Values.Where(executor => executor.IsAdded || executor.Id != Driver));
        _allExecutions.AddRange(executions);
        _jobs.Clear();
        _stages.Clear();
        _executors.Clear();
        _executions.Clear();
        _seenTasks.Clear();
        _resubmittedTasks.Clear();
        _accumulators = new Accumulators();
        _lastStage = null;
        _lastExecutor = null;
    }

    private void Observe(long? time)
    {
        if (time is > 0 and var known)
        {
            _application.FirstEventTime = Math.Min(_application.FirstEventTime ?? long.MaxValue, known);
            _application.LastEventTime = Math.Max(_application.LastEventTime ?? 0, known);
        }
    }
}
