using System.Collections.Immutable;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Rest.Clusters;

/// <summary>The classic clusters of the workspace that is served, as they are at an instant.</summary>
internal sealed class WorkspaceClusters(SimulatedHistory history, string workspaceId)
{
    // So long the service lists what is terminated, and so much longer it knows it.
    private static readonly TimeSpan Listed = TimeSpan.FromDays(30);
    private static readonly TimeSpan Known = TimeSpan.FromDays(60);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Life> _lives = new(StringComparer.Ordinal);
    private int _days;

    public int Seed => history.Settings.Seed;

    /// <summary>Those that run or ended in the last 30 days, the newest first, and those that people share.</summary>
    public IReadOnlyList<ClusterNow> ListAt(DateTimeOffset now) =>
        [.. All(now).Where(cluster => cluster.End is not { } end || end > now - Listed || cluster.IsShared).OrderByDescending(cluster => cluster.Session?.Start)];

    public ClusterNow? At(string clusterId, DateTimeOffset now) =>
        Find(clusterId, now)?.At(now) is { } cluster && (cluster.IsShared || !(cluster.End < now - Known)) ? cluster : null;

    /// <summary>The sessions of a cluster that have begun.</summary>
    public IReadOnlyList<ClusterSession> SessionsOf(string clusterId, DateTimeOffset now) => [.. Find(clusterId, now)?.SessionsAt(now) ?? []];

    /// <summary>How the attempt of a run ended that a cluster was made for.</summary>
    public RunAttempt? AttemptOn(string clusterId, DateTimeOffset now) => Find(clusterId, now)?.Attempt;

    private IEnumerable<ClusterNow> All(DateTimeOffset now)
    {
        List<Life> lives;
        lock (_gate)
        {
            Index(now);
            lives = [.. _lives.Values];
        }

        return lives.Select(life => life.At(now)).OfType<ClusterNow>();
    }

    private Life? Find(string clusterId, DateTimeOffset now)
    {
        lock (_gate)
        {
            Index(now);
            return _lives.GetValueOrDefault(clusterId);
        }
    }

    private void Index(DateTimeOffset now)
    {
        var days = history.DaysThrough(now);
        for (; _days < days.Count; _days++)
        {
            var day = days[_days];
            foreach (var version in day.ClusterVersions.Where(version => version.Cluster.WorkspaceId == workspaceId))
                Of(version.Cluster.ClusterId).Add(version);
            foreach (var session in day.ClusterSessions.Where(session => session.Cluster.WorkspaceId == workspaceId))
                Of(session.Cluster.ClusterId).Add(session);
            foreach (var attempt in day.JobRuns.Where(run => run.WorkspaceId == workspaceId).SelectMany(run => run.Attempts).Where(attempt => attempt.Cluster is not null))
                Of(attempt.Cluster!.ClusterId).Attempt ??= attempt;
        }
    }

    private Life Of(string clusterId)
    {
        if (!_lives.TryGetValue(clusterId, out var life))
            _lives.Add(clusterId, life = new Life());
        return life;
    }

    // Lists are replaced, not added to, because readers do not hold the lock.
    private sealed class Life
    {
        private ImmutableList<ClusterVersion> _versions = [];
        private ImmutableList<ClusterSession> _sessions = [];

        public RunAttempt? Attempt { get; set; }

        public void Add(ClusterVersion version) => _versions = _versions.Add(version);

        public void Add(ClusterSession session) => _sessions = _sessions.Add(session);

        public IEnumerable<ClusterSession> SessionsAt(DateTimeOffset now) => _sessions.Where(session => session.Start <= now);

        /// <summary>Null when it does not exist yet.</summary>
        public ClusterNow? At(DateTimeOffset now) => _versions.Where(version => version.ChangeTime <= now).MaxBy(version => version.ChangeTime) is { } version
            ? new ClusterNow(version, SessionsAt(now).MaxBy(session => session.Start), now)
            : null;
    }
}
