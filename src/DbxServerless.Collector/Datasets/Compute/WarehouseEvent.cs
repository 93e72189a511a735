using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Compute;

/// <summary>A SQL warehouse started, stopped or changed its number of clusters.</summary>
public sealed record WarehouseEvent
{
    /// <summary>Workspace of the warehouse.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Warehouse.</summary>
    [Field(FieldClass.Id)] public required string WarehouseId { get; init; }

    /// <summary>STARTING, RUNNING, SCALED_UP, SCALED_DOWN, STOPPING or STOPPED.</summary>
    [Field(FieldClass.Label)] public required string EventType { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset ChangeTime { get; init; }

    /// <summary>Number of clusters after it.</summary>
    public long? ClusterCount { get; init; }
}
