using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Rest.Jobs;

/// <summary>The jobs and runs of the workspace that is served, as they are at an instant.</summary>
internal sealed class WorkspaceJobs(SimulatedHistory history, string workspaceId)
{
    // So long the service keeps runs.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(60);

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
    public string? NameOf(string jobId, DateTimeOffset now) => history.DaysThrough(now).SelectMany(day => day.JobVersions)
        .Where(version => version.Job.WorkspaceId == workspaceId && version.Job.JobId == jobId && version.ChangeTime <= now)
        .MaxBy(version => version.ChangeTime)?.Name;

    /// <summary>The runs that are told of: those that wait, run, or ended in the last 60 days.</summary>
    public IEnumerable<RunNow> RunsAt(DateTimeOffset now) => Told(now).Select(run => new RunNow(run, now));

    /// <summary>The Spark context that an attempt ran in. A shared cluster has one for each time that it was up.</summary>
    public string ContextOf(RunAttempt attempt, string clusterId)
    {
        var session = attempt.Cluster is not null ? null : history.DaysThrough(attempt.Start).SelectMany(day => day.ClusterSessions)
            .LastOrDefault(session => session.Cluster.ClusterId == clusterId && session.Start <= attempt.Start);
        return SparkContexts.IdOf(Seed, clusterId, session?.Start ?? attempt.Start);
    }

    /// <summary>The run with the given id, or the one that has a task run with it.</summary>
    public (RunNow Run, TaskRun? Task)? Find(string runId, DateTimeOffset now)
    {
        var run = Told(now).FirstOrDefault(run => run.RunId == runId || run.Attempts.Any(attempt => attempt.Tasks.Any(task => task.RunId == runId)));
        if (run is null)
            return null;
        var found = new RunNow(run, now);
        var task = found.Tasks.FirstOrDefault(task => task.Task.RunId == runId).Task;
        return task is null && run.RunId != runId ? null : (found, task);
    }

    private IEnumerable<JobRun> Told(DateTimeOffset now) => history.DaysThrough(now).SelectMany(day => day.JobRuns)
        .Where(run => run.WorkspaceId == workspaceId && run.Start - run.Attempts[0].Queued <= now && run.End > now - Kept);
}
