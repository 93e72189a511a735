using DbxServerless.Collector.Settings;
using DbxServerless.Simulator;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.History;
using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Conformance;

/// <summary>One history at one instant, and the settings under which it is read.</summary>
internal sealed record Case(string Name, DateTimeOffset AsOf, TimeSpan Backfill, SimulatorOptions Simulator, CollectorOptions Collector)
{
    public static IReadOnlyList<Case> All { get; } =
    [
        new("late-rows", At(2026, 3, 10, 12, 0), TimeSpan.FromDays(2), new SimulatorOptions { Seed = 1, Days = 3 },
            new CollectorOptions { Billing = new BillingOptions { VmHourPrices = { ["Standard_D8ds_v5"] = 0.45 } } }),
        new("slices-change", At(2026, 1, 20, 6, 30), TimeSpan.FromDays(4), new SimulatorOptions { Seed = 7, Days = 3, Tables = TableOptions.Prompt },
            new CollectorOptions
            {
                OnlyConfiguredWorkspaces = true,
                Workspaces = [new WorkspaceOptions { WorkspaceId = "1234567890123456" }, new WorkspaceOptions { WorkspaceId = "42" }],
                Billing = new BillingOptions
                {
                    Currency = "EUR",
                    VmHourPrices = { ["Standard_D8ds_v5"] = 0.448 },
                    SpotVmHourPrices = { ["standard_d8DS_v5"] = 0.0896, ["Standard_E16ds_v5"] = 1 },
                },
                Jobs = new JobOptions { SlaSeconds = 900, SlaSecondsByJob = ServiceLevels(7, new DateOnly(2026, 1, 17)) },
                Queries = new QueryOptions { SlowSeconds = 5, CostlyTaskSeconds = 60 },
                Sliding = new SlidingOptions { BillingHours = 60, JobsHours = 40, PipelinesHours = 30, QueriesHours = 1 },
            }),
        new("very-late-rows", At(2025, 12, 5, 9, 17), TimeSpan.FromHours(7), new SimulatorOptions
        {
            Seed = 20_251_205,
            Days = 4,
            Tables = new TableOptions { CutShortRuns = false, Lakeflow = new Lateness(TimeSpan.FromHours(1), TimeSpan.FromHours(30), 0.3) },
        }, new CollectorOptions()),
        new("two-months", At(2026, 4, 15, 18, 40), TimeSpan.FromDays(14), new SimulatorOptions
        {
            Seed = 11,
            Days = 66,
            Tables = new TableOptions { NodeTimelineRetention = TimeSpan.FromDays(1), QueryRetention = TimeSpan.FromDays(5) },
        }, new CollectorOptions()),
        new("nothing", At(2026, 3, 10, 12, 0), TimeSpan.FromDays(2),
            new SimulatorOptions { Seed = 1, Days = 2, Faults = [new Fault(FaultKind.EmptyTables)] }, new CollectorOptions()),
    ];

    private static DateTimeOffset At(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.Zero);

    // For one job in one workspace, and for another in all of them.
    private static Dictionary<string, int> ServiceLevels(int seed, DateOnly firstDay)
    {
        var history = new SimulatedHistory(new HistorySettings { Seed = seed, FirstDay = firstDay, Days = 3 });
        var jobs = history.DaysThrough(history.Settings.Start)[0].JobVersions.Select(version => version.Job).ToList();
        return new Dictionary<string, int> { [$"{jobs[0].WorkspaceId}/{jobs[0].JobId}"] = 5, [jobs[1].JobId] = 7 };
    }
}
