using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Compute;

/// <summary>A SQL warehouse at its newest version.</summary>
public sealed record Warehouse
{
    /// <summary>Workspace of the warehouse.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Warehouse.</summary>
    [Field(FieldClass.Id)] public required string WarehouseId { get; init; }

    /// <summary>Name.</summary>
    [Field(FieldClass.Label)] public string? WarehouseName { get; init; }

    /// <summary>CLASSIC, PRO or SERVERLESS.</summary>
    [Field(FieldClass.Label)] public string? WarehouseType { get; init; }

    /// <summary>CURRENT or PREVIEW.</summary>
    [Field(FieldClass.Label)] public string? Channel { get; init; }

    /// <summary>2X_SMALL to 4X_LARGE.</summary>
    [Field(FieldClass.Label)] public string? Size { get; init; }

    /// <summary>Fewest clusters.</summary>
    public long? MinClusters { get; init; }

    /// <summary>Most clusters.</summary>
    public long? MaxClusters { get; init; }

    /// <summary>Idle minutes after which it stops; 0 never.</summary>
    public long? AutoStopMinutes { get; init; }

    /// <summary>Custom tags.</summary>
    [Field(FieldClass.Label)] public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    /// <summary>When this version came into being.</summary>
    public required DateTimeOffset ChangeTime { get; init; }

    /// <summary>When it was deleted.</summary>
    public DateTimeOffset? DeleteTime { get; init; }
}
