using System.Globalization;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Jobs;

namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>
/// Job runs within a minute of what happens to them, from <c>runs/list</c>, with their deadline and when they will probably end. The same runs
/// come later, and for longer, as <c>job_runs</c>: workspace and run id join them.
/// </summary>
public sealed class LiveJobRuns : RestDataset<LiveJobRun>
{
    private const int PastRuns = 50;

    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private static readonly TimeSpan ServiceLevelsEvery = TimeSpan.FromHours(1);

    public override DatasetInfo Info { get; } = new(
        "live_job_runs", "DbxLiveJobRuns", ScopeKind.Workspace, ScheduleGroup.Fast, DatasetKind.Events,
        "Job runs that wait, run or just ended, with their deadline and expected end, within a minute.")
    {
        Endpoints = ["GET /api/2.2/jobs/runs/list", "GET /api/2.2/jobs/runs/get", "GET /api/2.2/jobs/list"],
        Backfill = TimeSpan.FromDays(1),
    };

    public override IReadOnlyList<MetricFamily> Families => LiveRunFamilies.All;

    protected override async Task<RestReading<LiveJobRun>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var memory = context.Recall(LiveJson.Default.LiveRunMemory);
        var (levels, levelsAt) = await ServiceLevelsAsync(context, workspace, memory, cancellationToken);
        var normals = (memory?.Active ?? []).ToDictionary(run => run.RunId, run => run.Normal);
        var past = memory?.Past.ToDictionary() ?? [];
        var ended = (memory?.Ended ?? []).ToDictionary(run => run.RunId);
        var poll = await RunPoll.ReadAsync(context, normals.Keys, ended.ToDictionary(run => run.Key, run => run.Value.Ended), memory?.At, cancellationToken);

        var records = new List<LiveJobRun>();
        // The oldest first, so that what is normal for each is made of what ended before it.
        foreach (var listed in poll.Ended.OrderBy(run => run.EndTime))
        {
            var run = await poll.WithAllTasksAsync(listed, cancellationToken);
            var record = Over(Record(run, workspace, context, levels), run, normals, past);
            // Polls overlap: what was told is not told again with what is normal by now.
            if (ended.TryGetValue(record.RunId, out var told) && told == Ended(record))
                continue;
            records.Add(record);
            ended[record.RunId] = Ended(record);
            if (told is null && record is { State: RunStates.Succeeded, DurationSeconds: { } seconds })
                past[PastKey(record)] = [.. past.GetValueOrDefault(PastKey(record), []).TakeLast(PastRuns - 1), seconds];
        }

        var active = new List<LiveJobRun>();
        var remembered = new List<ActiveRun>();
        foreach (var run in poll.Active)
        {
            var record = Record(run, workspace, context, levels);
            var normal = NormalOf(record, normals, past);
            active.Add(Forecast(record, normal, context.AsOf));
            remembered.Add(new ActiveRun(record.RunId, normal));
            ended.Remove(record.RunId);
        }

        var since = (context.AsOf - Window).ToUnixTimeMilliseconds();
        var recent = ended.Values.Where(run => run.Ended >= since).OrderBy(run => run.Ended).ToList();
        context.Remember(new LiveRunMemory(poll.At, remembered, recent, past, levels, levelsAt), LiveJson.Default.LiveRunMemory);
        return new RestReading<LiveJobRun>([.. active, .. records], [.. LiveRunSamples.Of(workspace, context.AsOf, active, recent)]);
    }

    protected override IReadOnlyList<string> Key(LiveJobRun record) => [record.WorkspaceId, record.RunId];

    protected override DateTimeOffset EventTime(LiveJobRun record) => record.StartTime;

    protected override bool IsFinal(LiveJobRun record) => RunStates.IsFinal(record.State);

    /// <summary>Service levels that jobs give themselves by their tag change rarely, and listing all jobs is dear.</summary>
    private static async Task<(IReadOnlyDictionary<string, long> Levels, DateTimeOffset At)> ServiceLevelsAsync(
        CollectionContext context, string workspace, LiveRunMemory? memory, CancellationToken cancellationToken)
    {
        if (memory is not null && context.AsOf - memory.ServiceLevelsAt < ServiceLevelsEvery)
            return (memory.ServiceLevels, memory.ServiceLevelsAt);
        var levels = new Dictionary<string, long>(StringComparer.Ordinal);
        try
        {
            await foreach (var job in context.Reader.Jobs.ListAsync(cancellationToken))
            {
                var id = job.JobId.ToString(CultureInfo.InvariantCulture);
                if (ServiceLevel.Of(context.Options.Jobs, workspace, id, job.Settings.Tags) is var level && level != context.Options.Jobs.SlaSeconds)
                    levels[id] = level;
            }

            return (levels, context.AsOf);
        }
        catch (DatabricksException failure)
        {
            context.Skip(failure);
            return (memory?.ServiceLevels ?? levels, memory?.ServiceLevelsAt ?? DateTimeOffset.UnixEpoch);
        }
    }

    private static LiveJobRun Record(Run run, string workspace, CollectionContext context, IReadOnlyDictionary<string, long> levels)
    {
        var jobId = run.JobId.ToString(CultureInfo.InvariantCulture);
        var (logicalJob, adfRunId) = LogicalJobName.Of(run.RunType == "JOB_RUN" ? run.RunName : null, run.RunName);
        var state = RunStates.Of(run.State, run.Status);
        var start = Instants.Of(run.StartTime) ?? context.AsOf;
        var record = new LiveJobRun
        {
            WorkspaceId = workspace,
            JobId = jobId,
            RunId = RunPoll.IdOf(run),
            RunName = run.RunName,
            LogicalJob = logicalJob,
            AdfRunId = adfRunId,
            RunType = run.RunType,
            TriggerType = RunStates.TriggerOf(run.Trigger),
            State = state,
            QueueReason = run.Status?.QueueDetails?.Code,
            TerminationCode = RunStates.CodeOf(run.Status),
            TerminationType = run.Status?.TerminationDetails?.Type,
            StateMessage = RunStates.IsFinal(state) && state != RunStates.Succeeded && run.State?.StateMessage is { Length: > 0 } message ? message : null,
            StartTime = start,
            FailedTasks = run.Tasks.Count(task => RunStates.IsFailure(RunStates.Of(task.State, task.Status))),
            ClusterIds = ClusterIds(run),
            QueueSeconds = run.QueueDuration > 0 ? run.QueueDuration / 1000.0 : null,
            RunPageUrl = run.RunPageUrl,
        };
        long? allowed = run.Trigger is "CONTINUOUS" or "CONTINUOUS_RESTART" || state == RunStates.Queued ? null : levels.GetValueOrDefault(jobId, context.Options.Jobs.SlaSeconds);
        return allowed is { } seconds ? record with { SlaSeconds = seconds, DeadlineTime = start.AddSeconds(seconds) } : record;
    }

    private static RunNormal? NormalOf(LiveJobRun record, Dictionary<string, RunNormal?> normals, Dictionary<string, IReadOnlyList<double>> past) =>
        normals.TryGetValue(record.RunId, out var known) ? known : RunNormal.Of(past.GetValueOrDefault(PastKey(record)));

    private static LiveJobRun Forecast(LiveJobRun record, RunNormal? normal, DateTimeOffset now)
    {
        if (record.SlaSeconds is not { } allowed)
            return record;
        var forecast = RunForecast.Of(normal, (now - record.StartTime).TotalSeconds, allowed);
        return record with
        {
            NormalSeconds = normal?.Median,
            P95Seconds = normal?.P95,
            ExpectedEndTime = forecast.Seconds is { } expected ? record.StartTime.AddSeconds(expected) : null,
            NormalRatio = forecast.Seconds / normal?.Median,
            Outlook = forecast.Outlook,
        };
    }

    private static LiveJobRun Over(LiveJobRun record, Run run, Dictionary<string, RunNormal?> normals, Dictionary<string, IReadOnlyList<double>> past)
    {
        var seconds = run.RunDuration > 0 ? run.RunDuration / 1000.0 : run.EndTime > run.StartTime ? (run.EndTime - run.StartTime) / 1000.0 : 0;
        var normal = NormalOf(record, normals, past);
        return record with
        {
            EndTime = Instants.Of(run.EndTime) ?? record.StartTime,
            DurationSeconds = seconds,
            SetupSeconds = Sum(run.SetupDuration, task => task.SetupDuration),
            ExecutionSeconds = Sum(run.ExecutionDuration, task => task.ExecutionDuration),
            CleanupSeconds = Sum(run.CleanupDuration, task => task.CleanupDuration),
            NormalSeconds = normal?.Median,
            P95Seconds = normal?.P95,
            NormalRatio = seconds / normal?.Median,
            Outlook = record.SlaSeconds is not { } allowed ? null : seconds > allowed ? RunForecast.Late : RunForecast.OnTime,
        };

        // A run of several tasks has 0 for its own parts.
        double Sum(long own, Func<RunTask, long> part) => (own > 0 ? own : run.Tasks.Sum(part)) / 1000.0;
    }

    private static EndedRun Ended(LiveJobRun record) => new(
        record.RunId, record.LogicalJob, record.State, record.EndTime!.Value.ToUnixTimeMilliseconds(), record.DurationSeconds ?? 0, record.QueueSeconds ?? 0,
        record.SetupSeconds ?? 0, record.ExecutionSeconds ?? 0, record.CleanupSeconds ?? 0);

    // A submitted run has a job id of its own.
    private static string PastKey(LiveJobRun record) => record.RunType == "SUBMIT_RUN" ? $"submitted/{record.LogicalJob}" : record.JobId;

    private static IReadOnlyList<string>? ClusterIds(Run run) =>
        run.Tasks.Select(task => task.ClusterInstance?.ClusterId).Append(run.ClusterInstance?.ClusterId).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } ids
            ? ids
            : null;
}
