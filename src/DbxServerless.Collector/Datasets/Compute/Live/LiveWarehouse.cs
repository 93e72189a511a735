using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Compute.Live;

/// <summary>A SQL warehouse as REST shows it now.</summary>
public sealed record LiveWarehouse
{
    /// <summary>Workspace of the warehouse.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Warehouse.</summary>
    [Field(FieldClass.Id)] public required string WarehouseId { get; init; }

    /// <summary>Its name.</summary>
    [Field(FieldClass.Label)] public string? WarehouseName { get; init; }

    /// <summary>STARTING, RUNNING, STOPPING, STOPPED, DELETING or DELETED.</summary>
    [Field(FieldClass.Label)] public required string State { get; init; }

    /// <summary>HEALTHY, DEGRADED or FAILED.</summary>
    [Field(FieldClass.Label)] public string? Health { get; init; }

    /// <summary>What is wrong with it.</summary>
    [Field(FieldClass.FreeText)] public string? HealthMessage { get; init; }

    /// <summary>Size of one cluster, as REST spells it.</summary>
    [Field(FieldClass.Label)] public string? Size { get; init; }

    /// <summary>CLASSIC or PRO; serverless ones are PRO.</summary>
    [Field(FieldClass.Label)] public string? WarehouseType { get; init; }

    /// <summary>Whether it runs on serverless compute.</summary>
    public bool Serverless { get; init; }

    /// <summary>Clusters that run.</summary>
    public int Clusters { get; init; }

    /// <summary>Fewest clusters.</summary>
    public int MinClusters { get; init; }

    /// <summary>Most clusters.</summary>
    public int MaxClusters { get; init; }

    /// <summary>Minutes of idleness before it stops; 0 is never.</summary>
    public int AutoStopMinutes { get; init; }

    /// <summary>Who created it.</summary>
    [Field(FieldClass.Personal)] public string? CreatorUserName { get; init; }
}
