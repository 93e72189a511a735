using System.Globalization;

namespace DbxServerless.Simulator.History;

/// <summary>Lets the warehouses of one workspace run, and what is asked of them.</summary>
internal sealed class WarehouseHistory
{
    private const int DashboardTiles = 11;

    private readonly HistorySettings _settings;
    private readonly AccountWorkspace _workspace;
    private readonly Warehouse _bi;
    private readonly Warehouse _adhoc;
    private readonly Warehouse? _collector;
    private readonly QuerySimulation _queries;

    public WarehouseHistory(HistorySettings settings, AccountWorkspace workspace)
    {
        _settings = settings;
        _workspace = workspace;
        _queries = new QuerySimulation(settings.Seed, workspace.WorkspaceId);
        _bi = Make("bi", "SERVERLESS", "SMALL", 4, 10, null);
        Etl = Make("etl", "PRO", "MEDIUM", 1, 15, null);
        _adhoc = Make("adhoc", "CLASSIC", "2X_SMALL", 1, 45, 0.75);
        if (workspace.WorkspaceId == settings.WorkspaceId)
            _collector = Make("collector", "SERVERLESS", "2X_SMALL", 1, 5, null) with { WarehouseId = settings.WarehouseId };
    }

    /// <summary>The warehouse on which jobs run their SQL.</summary>
    public Warehouse Etl { get; }

    private IEnumerable<Warehouse> Warehouses => new[] { _bi, Etl, _adhoc, _collector }.OfType<Warehouse>();

    public IEnumerable<WarehouseVersion> VersionsOn(DateTimeOffset day, bool isFirst)
    {
        foreach (var warehouse in Warehouses)
        {
            if (isFirst)
                yield return new WarehouseVersion(warehouse, warehouse.Created, IsDeletion: false, warehouse.Size);
            var resized = _settings.At(0.45);
            if (warehouse == _bi && resized >= day && resized < day.AddDays(1))
                yield return new WarehouseVersion(warehouse, resized, IsDeletion: false, "MEDIUM");
            if (warehouse.Deleted is { } deleted && deleted >= day && deleted < day.AddDays(1))
                yield return new WarehouseVersion(warehouse, deleted, IsDeletion: true, warehouse.Size);
        }
    }

    /// <summary>When the warehouses ran on a day, and the statements that ran on them then.</summary>
    public (IReadOnlyList<WarehouseSession> Sessions, IReadOnlyList<Query> Queries) On(DateTimeOffset day, IReadOnlyList<JobRun> runs)
    {
        var random = SeededRandom.For(_settings.Seed, "warehouses", _workspace.WorkspaceId, Key(day));
        var sessions = new List<WarehouseSession>();
        var queries = new List<Query>();
        if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            Office(day, random, sessions, queries);
        for (var number = 0; number < 2; number++)
        {
            var start = day + random.Time(TimeSpan.FromHours(9 + 5 * number), TimeSpan.FromHours(11 + 5 * number));
            if (!(_adhoc.Deleted <= start.AddHours(2)))
                Explore(start, random, sessions, queries);
        }

        Transform([.. runs.Where(run => run.Compute == ComputeKind.Warehouse)], random, sessions, queries);
        for (var number = 0; number < 40; number++)
            queries.Add(_queries.Serverless(day + random.Time(TimeSpan.Zero, TimeSpan.FromHours(23)), random));
        foreach (var (run, task) in TasksOf(runs.Where(run => run.Compute == ComputeKind.Serverless && run.RunType != "WORKFLOW_RUN")))
            queries.Add(_queries.OfTask(null, run, task, task.Start + random.Time(TimeSpan.Zero, (task.End - task.Start) * 0.8), random));
        return (sessions, queries);
    }

    private void Office(DateTimeOffset day, SeededRandom random, List<WarehouseSession> sessions, List<Query> queries)
    {
        var start = day + random.Time(TimeSpan.FromHours(6), TimeSpan.FromHours(7));
        var end = day + random.Time(TimeSpan.FromHours(18), TimeSpan.FromHours(20));
        var ready = start.AddSeconds(6);
        queries.Add(_queries.Interactive(_bi, start, ready - start, random));
        var scalings = new List<(DateTimeOffset, int)>();
        // Dashboards refresh together at the half hours.
        for (var refresh = day.AddHours(7); refresh < end.AddMinutes(-10); refresh = refresh.AddMinutes(30))
        {
            var tiles = random.Next(3, DashboardTiles + 1);
            for (var tile = 0; tile < tiles; tile++)
                queries.Add(_queries.Dashboard(_bi, refresh + random.Time(TimeSpan.Zero, TimeSpan.FromSeconds(3)), tile, random));
            if (tiles > 8)
                scalings.AddRange([(refresh.AddSeconds(20), 2), (refresh.AddMinutes(9), 1)]);
        }

        var perHour = _settings.Size == HistorySize.Small ? 15 : 120;
        for (var at = ready; (at += TimeSpan.FromHours(-Math.Log(1 - random.NextDouble()) / perHour)) < end.AddMinutes(-15);)
            queries.Add(_queries.Interactive(_bi, Whole(at), TimeSpan.Zero, random));
        sessions.Add(new WarehouseSession(_bi, start, ready, end, scalings));
    }

    private void Explore(DateTimeOffset start, SeededRandom random, List<WarehouseSession> sessions, List<Query> queries)
    {
        var ready = start + random.Time(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5));
        queries.Add(_queries.Interactive(_adhoc, start, ready - start, random));
        var end = ready + random.Time(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(60));
        for (var number = random.Next(4, 20); number > 0; number--)
            queries.Add(_queries.Interactive(_adhoc, ready + random.Time(TimeSpan.FromSeconds(1), end - ready), TimeSpan.Zero, random));
        sessions.Add(new WarehouseSession(_adhoc, start, ready, end.AddMinutes(_adhoc.AutoStopMinutes), []));
    }

    private void Transform(IReadOnlyList<JobRun> runs, SeededRandom random, List<WarehouseSession> sessions, List<Query> queries)
    {
        foreach (var (run, task) in TasksOf(runs))
        {
            for (var number = random.Next(2, 6); number > 0; number--)
                queries.Add(_queries.OfTask(Etl, run, task, task.Start + random.Time(TimeSpan.Zero, (task.End - task.Start) * 0.8), random));
        }

        sessions.AddRange(Spans.Merge(runs.SelectMany(run => run.Attempts).Where(attempt => attempt.End > attempt.Start)
            .Select(attempt => (attempt.Start, attempt.End.AddMinutes(Etl.AutoStopMinutes))))
            .Select(span => new WarehouseSession(Etl, span.Start, span.Start.AddSeconds(40), span.End, [])));
    }

    private static IEnumerable<(JobRun Run, TaskRun Task)> TasksOf(IEnumerable<JobRun> runs) =>
        runs.SelectMany(run => run.Attempts.SelectMany(attempt => attempt.Tasks).Select(task => (run, task)));

    private Warehouse Make(string name, string type, string size, int maxClusters, int autoStop, double? deletedAt) => new(_workspace.WorkspaceId,
        SeededRandom.Hex(_settings.Seed, 16, "warehouse", _workspace.WorkspaceId, name), name, type, size, maxClusters, autoStop,
        _settings.Start.AddDays(-200), deletedAt is { } share ? _settings.At(share) : null);

    private static DateTimeOffset Whole(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMillisecond));

    private static string Key(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
