namespace DbxServerless.Simulator.SystemTables;

/// <summary>One version of a SQL warehouse.</summary>
public sealed record WarehousesRow
{
    public required string WarehouseId { get; init; }

    public required string WorkspaceId { get; init; }

    public required string AccountId { get; init; }

    public string? WarehouseName { get; init; }

    public string? WarehouseType { get; init; }

    public string? WarehouseChannel { get; init; }

    public string? WarehouseSize { get; init; }

    public int? MinClusters { get; init; }

    public int? MaxClusters { get; init; }

    public int? AutoStopMinutes { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public required DateTimeOffset ChangeTime { get; init; }

    public DateTimeOffset? DeleteTime { get; init; }

    public string? CreatedBy { get; init; }
}
