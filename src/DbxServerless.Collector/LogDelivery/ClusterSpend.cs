namespace DbxServerless.Collector.LogDelivery;

/// <summary>What a classic cluster cost for one job, or for none. Source: <c>system.billing.usage</c> at list prices.</summary>
internal sealed record ClusterSpend(string WorkspaceId, string ClusterId)
{
    public string? JobId { get; init; }

    public string? JobName { get; init; }

    /// <summary>Null where usage has no list price in the currency.</summary>
    public decimal? ListCost { get; init; }
}
