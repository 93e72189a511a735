using System.Globalization;

namespace DbxServerless.Simulator.History;

/// <summary>Lets the classic clusters of one workspace run: those that people share, and those made for runs and pipelines.</summary>
internal sealed class ClusterHistory
{
    public const string NodeType = "Standard_D8ds_v5";

    private readonly HistorySettings _settings;
    private readonly AccountWorkspace _workspace;
    private readonly Cluster _analysts;

    public ClusterHistory(HistorySettings settings, AccountWorkspace workspace)
    {
        _settings = settings;
        _workspace = workspace;
        Shared = Make("shared-etl", scales: false);
        _analysts = Make("analysts", scales: true);
    }

    /// <summary>The cluster on which jobs run that have none of their own.</summary>
    public Cluster Shared { get; }

    public IEnumerable<ClusterVersion> VersionsOn(DateTimeOffset day, bool isFirst, IEnumerable<ClusterSession> sessions)
    {
        foreach (var cluster in new[] { Shared, _analysts })
        {
            if (isFirst)
                yield return new ClusterVersion(cluster, cluster.Created, IsDeletion: false, 60);
            var random = SeededRandom.For(_settings.Seed, "cluster edit", cluster.ClusterId, Key(day));
            if (random.Chance(0.05))
                yield return new ClusterVersion(cluster, day + random.Time(TimeSpan.FromHours(8), TimeSpan.FromHours(17)), IsDeletion: false, random.Pick([30, 60, 120]));
        }

        foreach (var session in sessions.Where(session => session.Cluster.Source != "UI"))
        {
            yield return new ClusterVersion(session.Cluster, session.Start, IsDeletion: false, 0);
            yield return new ClusterVersion(session.Cluster, session.End, IsDeletion: true, 0);
        }
    }

    public IEnumerable<ClusterSession> On(DateTimeOffset day, IReadOnlyList<JobRun> runs, IReadOnlyList<PipelineUpdate> updates)
    {
        var random = SeededRandom.For(_settings.Seed, "clusters", _workspace.WorkspaceId, Key(day));
        if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
        {
            yield return new ClusterSession(_analysts, day + random.Time(TimeSpan.FromHours(7), TimeSpan.FromHours(8)),
                day + random.Time(TimeSpan.FromHours(17), TimeSpan.FromHours(20)));
        }

        foreach (var (run, attempt) in runs.SelectMany(run => run.Attempts.Where(attempt => attempt.Cluster is not null).Select(attempt => (run, attempt))))
        {
            yield return new ClusterSession(
                new Cluster(run.WorkspaceId, attempt.Cluster!.ClusterId, $"job-{run.JobId}-run-{run.RunId}-main", "JOB", attempt.Cluster.NodeType,
                    attempt.Cluster.Workers, Scales: false, attempt.Start), attempt.Start, attempt.End);
        }

        // The shared one stays up for half an hour.
        foreach (var (start, end) in Spans.Merge(runs.Where(run => run.ComputeId == Shared.ClusterId && run.RunType != "WORKFLOW_RUN")
            .SelectMany(run => run.Attempts).Where(attempt => attempt.End > attempt.Start)
            .Select(attempt => (attempt.Start, attempt.End.AddMinutes(30)))))
        {
            yield return new ClusterSession(Shared, start, end);
        }

        foreach (var update in updates.Where(update => update.ClusterId is not null))
        {
            yield return new ClusterSession(
                new Cluster(_workspace.WorkspaceId, update.ClusterId!, $"dlt-execution-{update.Pipeline.PipelineId}", "PIPELINE", NodeType, 3, Scales: true,
                    update.Start), update.Start, update.End);
        }
    }

    private Cluster Make(string name, bool scales) => new(_workspace.WorkspaceId,
        $"0412-{SeededRandom.Id(_settings.Seed, "cluster", _workspace.WorkspaceId, name)[..6]}-{SeededRandom.Hex(_settings.Seed, 8, "cluster", _workspace.WorkspaceId, name)}",
        name, "UI", NodeType, 3, scales, _settings.Start.AddDays(-90));

    private static string Key(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
