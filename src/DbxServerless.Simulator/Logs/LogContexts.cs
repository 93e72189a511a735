using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Logs;

/// <summary>The Spark contexts of the served workspace's classic clusters, from its history.</summary>
internal sealed class LogContexts(SimulatedHistory history, string workspaceId)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<LogContext>> _byCluster = new(StringComparer.Ordinal);
    private int _days;

    /// <summary>Those of a cluster that have begun, oldest first.</summary>
    public IReadOnlyList<LogContext> Of(string clusterId, DateTimeOffset now)
    {
        lock (_gate)
        {
            Read(now);
            return [.. (_byCluster.GetValueOrDefault(clusterId) ?? []).Where(context => context.Start <= now)];
        }
    }

    /// <summary>The clusters that have begun to deliver.</summary>
    public IReadOnlyList<string> Clusters(DateTimeOffset now)
    {
        lock (_gate)
        {
            Read(now);
            return [.. _byCluster.Where(pair => pair.Value.Exists(context => context.Start <= now)).Select(pair => pair.Key)];
        }
    }

    private void Read(DateTimeOffset now)
    {
        var days = history.DaysThrough(now);
        for (; _days < days.Count; _days++)
        {
            var runs = days[_days].JobRuns.Where(run => run.WorkspaceId == workspaceId && run.RunType != "WORKFLOW_RUN").ToList();
            foreach (var context in Own(runs).Concat(Shared(days[_days], runs)))
            {
                if (!_byCluster.TryGetValue(context.ClusterId, out var contexts))
                    _byCluster.Add(context.ClusterId, contexts = []);
                contexts.Add(context);
            }
        }
    }

    private IEnumerable<LogContext> Own(IEnumerable<JobRun> runs) =>
        from run in runs
        from attempt in run.Attempts
        where attempt.Cluster is not null && attempt.End > attempt.Start
        select Context(attempt.Cluster!.ClusterId, isShared: false, attempt.Start, attempt.End, TasksOf(run, attempt));

    private IEnumerable<LogContext> Shared(HistoryDay day, List<JobRun> runs) =>
        from session in day.ClusterSessions
        where session.Cluster.WorkspaceId == workspaceId && session.Cluster.Source == "UI"
        let shared = runs.Where(run => run.Compute == ComputeKind.AllPurpose && run.ComputeId == session.Cluster.ClusterId)
            .SelectMany(run => run.Attempts.Where(attempt => attempt.Start >= session.Start && attempt.Start < session.End).SelectMany(attempt => TasksOf(run, attempt)))
        select Context(session.Cluster.ClusterId, isShared: true, session.Start, session.End, shared);

    private LogContext Context(string clusterId, bool isShared, DateTimeOffset start, DateTimeOffset end, IEnumerable<LoggedRun> runs) =>
        new(workspaceId, clusterId, SparkContexts.IdOf(history.Settings.Seed, clusterId, start), isShared, start, end, [.. runs]);

    private static IEnumerable<LoggedRun> TasksOf(JobRun run, RunAttempt attempt) => attempt.Tasks
        .Where(task => task.End > task.Start + task.Setup)
        .Select(task => new LoggedRun(run.JobId, run.RunId, task.RunId, task.TaskKey, task.Start + task.Setup, task.End));
}
