using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Rest.Jobs;

/// <summary>The jobs and runs of the workspace that is served, as they are at an instant.</summary>
internal sealed class WorkspaceJobs(SimulatedHistory history, string workspaceId)
{
    // So long the service keeps runs.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(60);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<JobVersion>> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JobRun> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ClusterSession>> _sessions = new(StringComparer.Ordinal);
    private int _days;

    public int Seed => history.Settings.Seed;

    /// <summary>The workspace's address in a browser.</summary>
    public string Address => history.Workspaces.First(workspace => workspace.WorkspaceId == workspaceId).Url;

    /// <summary>The jobs that exist, the newest first, each at its newest version.</summary>
    public IReadOnlyList<JobVersion> JobsAt(DateTimeOffset now) =>
    [
        .. history.DaysThrough(now).SelectMany(day => day.JobVersions)
            .Where(version => version.Job.WorkspaceId == workspaceId && version.ChangeTime <= now)
            .GroupBy(version => version.Job.JobId)
            .Select(versions => versions.MaxBy(version => version.ChangeTime)!)
            .Where(version => !version.IsDeletion)
            .OrderByDescending(version => version.Job.Created).ThenBy(version => version.Job.JobId, StringComparer.Ordinal),
    ];

    public JobVersion? JobAt(string jobId, DateTimeOffset now) => JobsAt(now).FirstOrDefault(version => version.Job.JobId == jobId);

    /// <summary>The name that a job had at an instant, deleted or not.</summary>
    public string? NameOf(string jobId, DateTimeOffset now)
    {
        lock (_gate)
        {
            Index(now);
            return _versions.GetValueOrDefault(jobId)?.LastOrDefault(version => version.ChangeTime <= now)?.Name;
        }
    }

    /// <summary>The runs that are told of: those that wait, run, or ended in the last 60 days.</summary>
    public IEnumerable<RunNow> RunsAt(DateTimeOffset now) => Told(now).Select(run => new RunNow(run, now));

    /// <summary>The Spark context that an attempt ran in. A shared cluster has one for each time that it was up.</summary>
    public string ContextOf(RunAttempt attempt, string clusterId)
    {
        var session = attempt.Cluster is null ? SessionOf(clusterId, attempt.Start) : null;
        return SparkContexts.IdOf(Seed, clusterId, session?.Start ?? attempt.Start);
    }

    /// <summary>The run with the given id, or the one that has a task run with it.</summary>
    public (RunNow Run, TaskRun? Task)? Find(string runId, DateTimeOffset now)
    {
        JobRun? run;
        lock (_gate)
        {
            Index(now);
            run = _runs.GetValueOrDefault(runId);
        }

        if (run is null || !IsTold(run, now))
            return null;
        var found = new RunNow(run, now);
        var task = found.Tasks.FirstOrDefault(task => task.Task.RunId == runId).Task;
        return task is null && run.RunId != runId ? null : (found, task);
    }

    private ClusterSession? SessionOf(string clusterId, DateTimeOffset at)
    {
        lock (_gate)
        {
            Index(at);
            return _sessions.GetValueOrDefault(clusterId)?.LastOrDefault(session => session.Start <= at);
        }
    }

    private IEnumerable<JobRun> Told(DateTimeOffset now) => history.DaysThrough(now).SelectMany(day => day.JobRuns)
        .Where(run => run.WorkspaceId == workspaceId && IsTold(run, now));

    private static bool IsTold(JobRun run, DateTimeOffset now) => run.Start - run.Attempts[0].Queued <= now && run.End > now - Kept;

    private void Index(DateTimeOffset now)
    {
        var days = history.DaysThrough(now);
        for (; _days < days.Count; _days++)
        {
            foreach (var version in days[_days].JobVersions.Where(version => version.Job.WorkspaceId == workspaceId).OrderBy(version => version.ChangeTime))
            {
                if (!_versions.TryGetValue(version.Job.JobId, out var versions))
                    _versions.Add(version.Job.JobId, versions = []);
                versions.Add(version);
            }

            foreach (var session in days[_days].ClusterSessions.Where(session => session.Cluster.WorkspaceId == workspaceId))
            {
                if (!_sessions.TryGetValue(session.Cluster.ClusterId, out var sessions))
                    _sessions.Add(session.Cluster.ClusterId, sessions = []);
                sessions.Add(session);
            }

            foreach (var run in days[_days].JobRuns.Where(run => run.WorkspaceId == workspaceId))
            {
                _runs[run.RunId] = run;
                foreach (var task in run.Attempts.SelectMany(attempt => attempt.Tasks))
                    _runs[task.RunId] = run;
            }
        }
    }
}
