using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Rest.Clusters;

/// <summary>The classic clusters of the workspace that is served, as they are at an instant.</summary>
internal sealed class WorkspaceClusters(SimulatedHistory history, string workspaceId)
{
    // So long the service lists what is terminated, and so much longer it knows it.
    private static readonly TimeSpan Listed = TimeSpan.FromDays(30);
    private static readonly TimeSpan Known = TimeSpan.FromDays(60);

    public int Seed => history.Settings.Seed;

    /// <summary>Those that run or ended in the last 30 days, the newest first, and those that people share.</summary>
    public IReadOnlyList<ClusterNow> ListAt(DateTimeOffset now) =>
        [.. All(now).Where(cluster => cluster.End is not { } end || end > now - Listed || cluster.IsShared).OrderByDescending(cluster => cluster.Session?.Start)];

    public ClusterNow? At(string clusterId, DateTimeOffset now) =>
        All(now).FirstOrDefault(cluster => cluster.Cluster.ClusterId == clusterId && (cluster.IsShared || !(cluster.End < now - Known)));

    /// <summary>The sessions of a cluster that have begun.</summary>
    public IReadOnlyList<ClusterSession> SessionsOf(string clusterId, DateTimeOffset now) => [.. Sessions(now).Where(session => session.Cluster.ClusterId == clusterId)];

    /// <summary>How the attempt of a run ended that a cluster was made for.</summary>
    public RunAttempt? AttemptOn(string clusterId, DateTimeOffset now) => history.DaysThrough(now).SelectMany(day => day.JobRuns)
        .SelectMany(run => run.Attempts).FirstOrDefault(attempt => attempt.Cluster?.ClusterId == clusterId);

    private IEnumerable<ClusterNow> All(DateTimeOffset now)
    {
        var versions = history.DaysThrough(now).SelectMany(day => day.ClusterVersions)
            .Where(version => version.Cluster.WorkspaceId == workspaceId && version.ChangeTime <= now)
            .GroupBy(version => version.Cluster.ClusterId)
            .ToDictionary(group => group.Key, group => group.MaxBy(version => version.ChangeTime)!);
        var sessions = Sessions(now).GroupBy(session => session.Cluster.ClusterId).ToDictionary(group => group.Key, group => group.MaxBy(session => session.Start)!);
        return versions.Select(version => new ClusterNow(version.Value, sessions.GetValueOrDefault(version.Key), now));
    }

    private IEnumerable<ClusterSession> Sessions(DateTimeOffset now) => history.DaysThrough(now).SelectMany(day => day.ClusterSessions)
        .Where(session => session.Cluster.WorkspaceId == workspaceId && session.Start <= now);
}
