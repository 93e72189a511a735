using System.Globalization;
using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>run_machines</c>.</summary>
internal sealed class RunMachinesAnswers : DatasetAnswers
{
    public override string Dataset => "run_machines";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
        ["cost"] = Costs,
    };

    private static Result Records(Reading reading)
    {
        var from = reading.ChangedFrom;
        var changed = reading.JobRunTimeline.Where(row => row.PeriodEndTime >= from && reading.IsInShard(row.WorkspaceId, row.RunId))
            .Select(row => (row.WorkspaceId, row.RunId)).ToHashSet();
        var currency = reading.Text("price_currency");
        return Result.Of(Spent(reading, row => changed.Contains((row.WorkspaceId, row.RunId)), reading.AsOf.AddDays(-60))
            .GroupBy(nodes => (nodes.WorkspaceId, nodes.RunId))
            .Where(run => run.Sum(nodes => nodes.Minutes) > 0)
            .Select(run => new RunRow(run.Key.WorkspaceId, run.Key.RunId, run.Select(nodes => nodes.JobId).MaxText()!,
                run.Select(nodes => nodes.LogicalJob).MaxText()!, run.Min(nodes => nodes.First)!.Value, run.Max(nodes => nodes.Last)!.Value,
                run.Select(nodes => nodes.ClusterId).Distinct().LongCount(),
                [.. run.Select(nodes => nodes.NodeType).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
                run.Sum(nodes => nodes.Minutes), run.Sum(nodes => nodes.SpotMinutes), CostOf(run), currency)));
    }

    private static Result Costs(Reading reading)
    {
        var from = new DateTimeOffset(reading.AsOf.UtcDateTime.Date, TimeSpan.Zero).AddDays(-6);
        var currency = reading.Text("price_currency");
        return Result.Of(Spent(reading, row => row.PeriodEndTime >= from, from)
            .Where(nodes => nodes.Minutes > 0)
            .GroupBy(nodes => (nodes.WorkspaceId, nodes.LogicalJob))
            .Select(job => new CostRow(job.Key.WorkspaceId, job.Key.LogicalJob, CostOf(job), currency)));
    }

    /// <summary>The nodes of each job cluster of each run, by type. A cluster of which nothing is seen has one without minutes.</summary>
    private static IEnumerable<Nodes> Spent(Reading reading, Func<JobRunTimelineRow, bool> isRead, DateTimeOffset from)
    {
        var oldest = reading.AsOf.AddDays(-60);
        var jobs = reading.NewestJobs();
        var configured = reading.Clusters.GroupBy(row => (row.WorkspaceId, row.ClusterId))
            .ToDictionary(versions => versions.Key, versions => versions.MaxBy(row => row.ChangeTime)!);
        var minutes = reading.NodeTimeline(from).ToLookup(row => (row.WorkspaceId, row.ClusterId));
        var (prices, spotPrices) = (Prices(reading.Text("vm_prices")), Prices(reading.Text("spot_vm_prices")));
        var clusters = reading.JobRunTimeline
            .Where(row => row.PeriodEndTime >= oldest && row.RunType != "WORKFLOW_RUN" && reading.IsWanted(row.WorkspaceId) && isRead(row))
            .SelectMany(row => (row.ComputeIds ?? []).Select(cluster => (Row: row, ClusterId: cluster)))
            .GroupBy(used => (used.Row.WorkspaceId, used.Row.RunId, used.ClusterId));
        foreach (var used in clusters)
        {
            var (workspaceId, runId, clusterId) = used.Key;
            var cluster = configured.GetValueOrDefault((workspaceId, clusterId));
            if (cluster is { ClusterSource: not "JOB" })
                continue;
            var jobId = used.Select(each => each.Row.JobId).MaxText()!;
            var name = LogicalName.Of(jobs.GetValueOrDefault((workspaceId, jobId))?.Name, used.Select(each => each.Row.RunName).MaxText());
            var types = minutes[(workspaceId, clusterId)].GroupBy(row => row.NodeType).ToList();
            if (types.Count == 0)
                yield return new Nodes(workspaceId, runId, clusterId, jobId, name);
            foreach (var type in types)
            {
                var spot = type.GroupBy(row => (row.StartTime, row.Driver)).Sum(at => SpotOf(cluster, at.Key.Driver, at.Count()));
                var steady = type.Count() - spot;
                var isKnown = cluster is { DriverInstancePoolId: null, WorkerInstancePoolId: null };
                yield return new Nodes(workspaceId, runId, clusterId, jobId, name)
                {
                    NodeType = type.Key,
                    First = type.Min(row => row.StartTime),
                    Last = type.Max(row => row.EndTime),
                    Minutes = steady + spot,
                    SpotMinutes = spot,
                    Cost = isKnown ? Of(steady, prices, type.Key) + Of(spot, spotPrices, type.Key) : null,
                };
            }
        }
    }

    private static long SpotOf(ClustersRow? cluster, bool isDriver, long nodes)
    {
        if (cluster?.AzureAttributes is not { Availability: { } availability } attributes || !availability.StartsWith("SPOT", StringComparison.Ordinal))
            return 0;
        var first = attributes.FirstOnDemand ?? 0;
        return Math.Max(nodes - (isDriver ? first : Math.Max(first - 1, 0)), 0);
    }

    private static decimal? Of(long minutes, Dictionary<string, decimal> prices, string? nodeType) => minutes == 0 ? 0
        : nodeType is not null && prices.TryGetValue(nodeType, out var price) ? minutes * price
        : null;

    private static double? CostOf(IEnumerable<Nodes> nodes) => nodes.Any(each => each.Cost is null) ? null : (double)nodes.Sum(each => each.Cost)! / 60;

    private static Dictionary<string, decimal> Prices(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => decimal.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);

    private sealed record Nodes(string WorkspaceId, string RunId, string ClusterId, string JobId, string LogicalJob)
    {
        public string? NodeType { get; init; }

        public DateTimeOffset? First { get; init; }

        public DateTimeOffset? Last { get; init; }

        public long Minutes { get; init; }

        public long SpotMinutes { get; init; }

        public decimal? Cost { get; init; }
    }

    private sealed record RunRow(
        string WorkspaceId, string RunId, string JobId, string LogicalJob, DateTimeOffset FirstMinute, DateTimeOffset LastMinute, long Clusters,
        IReadOnlyList<string> NodeTypes, long NodeMinutes, long SpotMinutes, double? Cost, string? CurrencyCode);

    private sealed record CostRow(string WorkspaceId, string LogicalJob, double? Cost, string? CurrencyCode);
}
