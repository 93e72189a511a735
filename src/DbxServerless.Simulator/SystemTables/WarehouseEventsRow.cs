namespace DbxServerless.Simulator.SystemTables;

/// <summary>A SQL warehouse starting, stopping or scaling.</summary>
public sealed record WarehouseEventsRow
{
    public required string AccountId { get; init; }

    public required string WorkspaceId { get; init; }

    public required string WarehouseId { get; init; }

    public required string EventType { get; init; }

    public int? ClusterCount { get; init; }

    public required DateTimeOffset EventTime { get; init; }
}
