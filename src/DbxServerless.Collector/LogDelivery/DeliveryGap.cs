namespace DbxServerless.Collector.LogDelivery;

/// <summary>A job, or a cluster that runs no job, some of whose clusters deliver no logs.</summary>
/// <param name="WorkspaceId">Databricks workspace id.</param>
/// <param name="Kind">job or cluster.</param>
/// <param name="Id">Job id or cluster id.</param>
/// <param name="Name">Its name, where it is known.</param>
public sealed record DeliveryGap(string WorkspaceId, string Kind, string Id, string? Name)
{
    /// <summary>Clusters that it ran on.</summary>
    public required int Clusters { get; init; }

    /// <summary>Those that deliver no logs.</summary>
    public required int WithoutDelivery { get; init; }

    /// <summary>Those that the workspace no longer shows, or not to this identity.</summary>
    public required int NotVisible { get; init; }

    /// <summary>List cost of the clusters without delivery.</summary>
    public required decimal Cost { get; init; }

    /// <summary>That cost as a share of all classic compute that was looked at, 0 to 1; null when that cost nothing.</summary>
    public required double? Share { get; init; }
}
