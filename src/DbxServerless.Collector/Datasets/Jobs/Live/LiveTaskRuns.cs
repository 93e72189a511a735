using System.Globalization;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Jobs;

namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>
/// Task runs within a minute of what happens to them, with queue, set-up, execution and clean-up, and with the reason of their failure from
/// <c>runs/get-output</c>, asked once for each task run that failed.
/// </summary>
public sealed class LiveTaskRuns : RestDataset<LiveTaskRun>
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    // Longer than polls overlap.
    private static readonly TimeSpan Told = TimeSpan.FromHours(1);

    private static readonly MetricFamily Duration = new(
        "databricks_tasks_duration_seconds", MetricType.Gauge,
        "Seconds of the task run that ended last in the state, of each task, in the last 24 hours.", "workspace_id", "job_name", "task_key", "result_state")
    {
        OpenTelemetryName = "databricks.tasks.duration",
        OpenTelemetryUnit = "s",
    };

    private static readonly MetricFamily Setup = new(
        "databricks_tasks_setup_duration_seconds", MetricType.Gauge,
        "Seconds of set-up of the task run that ended last in the state, of each task, in the last 24 hours.", "workspace_id", "job_name", "task_key", "result_state")
    {
        OpenTelemetryName = "databricks.tasks.setup_duration",
        OpenTelemetryUnit = "s",
    };

    private static readonly MetricFamily Failures = new(
        "databricks_task_failures_total", MetricType.Counter,
        "Task runs that failed, by the fingerprint of the failure, which is the same across runs and jobs; counted once each.",
        "workspace_id", "fingerprint", "error_class")
    {
        OpenTelemetryName = "databricks.tasks.failures",
        OpenTelemetryUnit = "{task}",
    };

    public override DatasetInfo Info { get; } = new(
        "live_task_runs", "DbxLiveTaskRuns", ScopeKind.Workspace, ScheduleGroup.Fast, DatasetKind.Events,
        "Task runs with their durations, and why they failed, within a minute.")
    {
        Endpoints = ["GET /api/2.2/jobs/runs/list", "GET /api/2.2/jobs/runs/get", "GET /api/2.2/jobs/runs/get-output"],
        Backfill = TimeSpan.FromDays(1),
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Duration, Setup];

    protected override IReadOnlyList<Counter<LiveTaskRun>> Counters { get; } =
    [
        new(Failures, task => [task.WorkspaceId, task.ErrorFingerprint!, task.ErrorClass!], task => task.ErrorFingerprint is null ? null : 1),
    ];

    protected override async Task<RestReading<LiveTaskRun>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var memory = context.Recall(LiveJson.Default.LiveTaskMemory);
        var told = memory?.Told ?? new Dictionary<string, long>();
        var nowTold = new Dictionary<string, long>();
        var poll = await RunPoll.ReadAsync(context, memory?.Active ?? [], told, memory?.At, cancellationToken);
        var active = poll.Active.Select(RunPoll.IdOf).ToHashSet();
        var ended = (memory?.Ended ?? []).ToDictionary(Key);
        var records = new List<LiveTaskRun>();
        foreach (var listed in poll.All)
        {
            var run = await poll.WithAllTasksAsync(listed, cancellationToken);
            if (run.EndTime > 0)
                nowTold[RunPoll.IdOf(run)] = run.EndTime;
            foreach (var task in TasksOf(run))
            {
                var record = Record(run, task, workspace, context.AsOf);
                if (record.EndTime is not { } end || !RunStates.IsFinal(record.State))
                {
                    records.Add(record);
                    continue;
                }

                nowTold[record.TaskRunId] = end.ToUnixTimeMilliseconds();
                if (told.ContainsKey(record.TaskRunId))
                    continue;
                if (await ExplainAsync(record, task, context, cancellationToken) is not { } explained)
                {
                    // Asked again at the next poll; until then its end is not told, so that it is told whole and counted once.
                    nowTold.Remove(record.TaskRunId);
                    active.Add(record.JobRunId);
                    continue;
                }

                records.Add(explained);
                var newest = new EndedTask(
                    explained.LogicalJob, explained.TaskKey, explained.State, end.ToUnixTimeMilliseconds(), explained.DurationSeconds ?? 0, explained.SetupSeconds ?? 0);
                if (!(ended.GetValueOrDefault(Key(newest))?.Ended > newest.Ended))
                    ended[Key(newest)] = newest;
            }
        }

        var since = (context.AsOf - Window).ToUnixTimeMilliseconds();
        var recent = ended.Values.Where(task => task.Ended >= since).OrderByDescending(task => task.Ended).ThenBy(Key).ToList();
        var forget = (context.AsOf - Told).ToUnixTimeMilliseconds();
        foreach (var (id, end) in told.Where(task => task.Value >= forget))
            nowTold.TryAdd(id, end);
        context.Remember(new LiveTaskMemory(poll.At, [.. active], nowTold, recent), LiveJson.Default.LiveTaskMemory);
        return new RestReading<LiveTaskRun>(records,
        [
            .. recent.Take(Duration.SeriesBudget).SelectMany(task => (Sample[])
            [
                Duration.Sample(task.Seconds, workspace, task.Job, task.Task, task.State), Setup.Sample(task.Setup, workspace, task.Job, task.Task, task.State),
            ]),
        ]);
    }

    protected override IReadOnlyList<string> Key(LiveTaskRun record) => [record.WorkspaceId, record.TaskRunId];

    protected override DateTimeOffset EventTime(LiveTaskRun record) => record.StartTime;

    protected override bool IsFinal(LiveTaskRun record) => RunStates.IsFinal(record.State);

    private static (string Job, string Task, string State) Key(EndedTask task) => (task.Job, task.Task, task.State);

    // A run in the older format is its own task.
    private static IReadOnlyList<RunTask> TasksOf(Run run) => run.Tasks.Count > 0 || run.ClusterInstance is null ? run.Tasks
    :
    [
        new RunTask
        {
            TaskKey = run.RunName ?? "",
            RunId = run.RunId,
            StartTime = run.StartTime,
            EndTime = run.EndTime,
            SetupDuration = run.SetupDuration,
            ExecutionDuration = run.ExecutionDuration,
            CleanupDuration = run.CleanupDuration,
            QueueDuration = run.QueueDuration,
            State = run.State,
            Status = run.Status,
            ClusterInstance = run.ClusterInstance,
            RunPageUrl = run.RunPageUrl,
        },
    ];

    private static LiveTaskRun Record(Run run, RunTask task, string workspace, DateTimeOffset now)
    {
        var isOver = task.EndTime > 0;
        return new LiveTaskRun
        {
            WorkspaceId = workspace,
            JobId = run.JobId.ToString(CultureInfo.InvariantCulture),
            JobRunId = RunPoll.IdOf(run),
            TaskRunId = task.RunId.ToString(CultureInfo.InvariantCulture),
            TaskKey = task.TaskKey,
            LogicalJob = LogicalJobName.Of(run.RunType == "JOB_RUN" ? run.RunName : null, run.RunName).Name,
            Attempt = task.AttemptNumber,
            State = RunStates.Of(task.State, task.Status),
            TerminationCode = RunStates.CodeOf(task.Status),
            TerminationType = task.Status?.TerminationDetails?.Type,
            StartTime = Instants.Of(task.StartTime) ?? Instants.Of(run.StartTime) ?? now,
            EndTime = Instants.Of(task.EndTime),
            DurationSeconds = isOver ? Math.Max(0, task.EndTime - task.StartTime) / 1000.0 : null,
            QueueSeconds = task.QueueDuration > 0 ? task.QueueDuration / 1000.0 : null,
            SetupSeconds = isOver || task.SetupDuration > 0 ? task.SetupDuration / 1000.0 : null,
            ExecutionSeconds = isOver ? task.ExecutionDuration / 1000.0 : null,
            CleanupSeconds = isOver ? task.CleanupDuration / 1000.0 : null,
            ClusterId = task.ClusterInstance?.ClusterId,
            SparkContextId = task.ClusterInstance?.SparkContextId,
            RunPageUrl = task.RunPageUrl,
        };
    }

    /// <returns>The record with why it failed, as far as it can be known; null when that is to be asked again.</returns>
    private static async Task<LiveTaskRun?> ExplainAsync(LiveTaskRun record, RunTask task, CollectionContext context, CancellationToken cancellationToken)
    {
        if (!RunStates.IsFailure(record.State) || !context.Options.Jobs.FailureReasons)
            return record;
        try
        {
            var output = await context.Reader.Jobs.GetOutputAsync(task.RunId, cancellationToken);
            return FailureReason.Of(output, record.TerminationCode) is not { } reason ? record : record with
            {
                Error = reason.Error,
                ErrorTrace = reason.Trace,
                ErrorClass = reason.Class,
                ErrorFrame = reason.Frame,
                ErrorFingerprint = reason.Fingerprint,
            };
        }
        catch (DatabricksException failure) when (!failure.IsTransient)
        {
            // What is gone or has no output is no failure of ours; what may not be read is told.
            if (failure.IsPermission)
                context.Skip(failure);
            return record;
        }
        catch (DatabricksException failure)
        {
            context.Skip(failure);
            return null;
        }
    }
}
