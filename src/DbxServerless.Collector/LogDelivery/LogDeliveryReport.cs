namespace DbxServerless.Collector.LogDelivery;

/// <summary>How much of classic compute delivers its logs, so that the harvest sees its Spark runs.</summary>
/// <param name="Gaps">What does not, the dearest first.</param>
public sealed record LogDeliveryReport(IReadOnlyList<DeliveryGap> Gaps)
{
    /// <summary>Currency of all costs.</summary>
    public required string Currency { get; init; }

    /// <summary>List cost of all classic compute.</summary>
    public required decimal Cost { get; init; }

    /// <summary>List cost of what delivers its logs.</summary>
    public required decimal Delivering { get; init; }

    /// <summary>List cost of clusters that the workspace no longer shows, or not to this identity.</summary>
    public required decimal NotVisible { get; init; }

    /// <summary>Workspaces that the report is about: those whose clusters could be listed.</summary>
    public int Workspaces { get; init; }

    /// <summary>Workspaces whose clusters could not be listed, and why.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <param name="spends">What clusters cost.</param>
    /// <param name="seen">The clusters that workspaces show, by workspace id and cluster id.</param>
    /// <param name="currency">Currency of the costs.</param>
    internal static LogDeliveryReport Of(
        IReadOnlyList<ClusterSpend> spends, IReadOnlyDictionary<(string WorkspaceId, string ClusterId), SeenCluster> seen, string currency)
    {
        var total = CostOf(spends);
        var gaps =
            from spend in spends
            group spend by (spend.WorkspaceId, Kind: spend.JobId is null ? "cluster" : "job", Id: spend.JobId ?? spend.ClusterId) into thing
            let without = thing.Where(spend => Find(spend) is { Destination: null }).ToList()
            where without.Count > 0
            let cost = CostOf(without)
            orderby cost descending, thing.Key.WorkspaceId, thing.Key.Id
            select new DeliveryGap(thing.Key.WorkspaceId, thing.Key.Kind, thing.Key.Id, NameOf(thing))
            {
                Clusters = Count(thing),
                WithoutDelivery = Count(without),
                NotVisible = Count(thing.Where(spend => Find(spend) is null)),
                Cost = cost,
                Share = total == 0 ? null : (double)(cost / total),
            };
        return new LogDeliveryReport([.. gaps])
        {
            Currency = currency,
            Cost = total,
            Delivering = CostOf(spends.Where(spend => Find(spend) is { Destination: not null })),
            NotVisible = CostOf(spends.Where(spend => Find(spend) is null)),
        };

        SeenCluster? Find(ClusterSpend spend) => seen.GetValueOrDefault((spend.WorkspaceId, spend.ClusterId));

        string? NameOf(IEnumerable<ClusterSpend> thing) => thing.Select(spend => spend.JobId is null ? Find(spend)?.Name : spend.JobName).FirstOrDefault(name => name is not null);
    }

    private static decimal CostOf(IEnumerable<ClusterSpend> spends) => spends.Sum(spend => spend.ListCost ?? 0);

    private static int Count(IEnumerable<ClusterSpend> spends) => spends.Select(spend => spend.ClusterId).Distinct().Count();
}
