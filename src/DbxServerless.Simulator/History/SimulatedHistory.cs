namespace DbxServerless.Simulator.History;

/// <summary>
/// What really happened in a simulated Databricks account, of which the system tables show only what they show. It is generated a day at a
/// time, always in the same order, so it is the same whenever and however far it is asked for.
/// </summary>
public sealed class SimulatedHistory
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<WorkspaceHistory> _histories;
    private readonly UsageHistory _usage;
    private IReadOnlyList<HistoryDay> _days = [];

    public SimulatedHistory(HistorySettings settings)
    {
        Settings = settings;
        AccountId = SeededRandom.Guid(settings.Seed, "account");
        Workspaces = [.. Account(settings)];
        Prices = [.. Skus.Prices(settings)];
        _histories =
        [
            .. Workspaces.Where(workspace => workspace.Status == "RUNNING").Select((workspace, place) => new WorkspaceHistory(settings, workspace, isBusy: place < 2)),
        ];
        _usage = new UsageHistory(settings);
    }

    public HistorySettings Settings { get; }

    public string AccountId { get; }

    public IReadOnlyList<AccountWorkspace> Workspaces { get; }

    public IReadOnlyList<PricePeriod> Prices { get; }

    /// <summary>The days so far, through the end of the day after the given instant at least.</summary>
    public IReadOnlyList<HistoryDay> DaysThrough(DateTimeOffset instant)
    {
        var needed = (int)Math.Ceiling((instant - Settings.Start).TotalDays) + 1;
        lock (_gate)
        {
            if (_days.Count >= needed)
                return _days;
            var days = _days.ToList();
            while (days.Count < needed)
                days.Add(Day(Settings.Start.AddDays(days.Count), isFirst: days.Count == 0));
            return _days = days;
        }
    }

    private HistoryDay Day(DateTimeOffset start, bool isFirst)
    {
        var days = _histories.Select(history => history.Day(start, isFirst)).ToList();
        var day = new HistoryDay(start)
        {
            JobVersions = [.. days.SelectMany(part => part.JobVersions)],
            JobRuns = [.. days.SelectMany(part => part.JobRuns)],
            PipelineVersions = [.. days.SelectMany(part => part.PipelineVersions)],
            PipelineUpdates = [.. days.SelectMany(part => part.PipelineUpdates)],
            WarehouseVersions = [.. days.SelectMany(part => part.WarehouseVersions)],
            WarehouseSessions = [.. days.SelectMany(part => part.WarehouseSessions)],
            Queries = [.. days.SelectMany(part => part.Queries)],
            ClusterVersions = [.. days.SelectMany(part => part.ClusterVersions)],
            ClusterSessions = [.. days.SelectMany(part => part.ClusterSessions)],
        };
        return day with { Usage = [.. _usage.Of(day)] };
    }

    private static IEnumerable<AccountWorkspace> Account(HistorySettings settings)
    {
        string[] ids = [settings.WorkspaceId, SeededRandom.Id(settings.Seed, "workspace", "2") + "0", SeededRandom.Id(settings.Seed, "workspace", "3") + "0"];
        string[] names = ["analytics-prod", "analytics-dev", "finance"];
        for (var place = 0; place < ids.Length; place++)
        {
            yield return new AccountWorkspace(ids[place], names[place], $"https://adb-{ids[place]}.{place + 3}.azuredatabricks.net",
                settings.Start.AddDays(-700 + place * 100), "RUNNING", CustomerManagedKeys: place == 2);
        }

        yield return new AccountWorkspace(SeededRandom.Id(settings.Seed, "workspace", "4") + "0", "sandbox-old", "https://adb-4.7.azuredatabricks.net",
            settings.Start.AddDays(-900), "BANNED", CustomerManagedKeys: false);
    }
}
