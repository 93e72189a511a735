using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Compute;

/// <summary>A pool of instances that wait for clusters.</summary>
public sealed record InstancePool
{
    /// <summary>Workspace.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Pool.</summary>
    [Field(FieldClass.Id)] public required string InstancePoolId { get; init; }

    /// <summary>Name.</summary>
    [Field(FieldClass.Label)] public required string InstancePoolName { get; init; }

    /// <summary>ACTIVE, STOPPED or DELETED.</summary>
    [Field(FieldClass.Label)] public string? State { get; init; }

    /// <summary>Node type of its instances.</summary>
    [Field(FieldClass.Label)] public string? NodeType { get; init; }

    /// <summary>Idle instances that it always keeps.</summary>
    public required int MinIdleInstances { get; init; }

    /// <summary>Instances that it may have; null is without limit.</summary>
    public int? MaxCapacity { get; init; }

    /// <summary>Minutes after which it lets an idle instance beyond the least go.</summary>
    public required int IdleTerminationMinutes { get; init; }

    /// <summary>Instances in clusters.</summary>
    public required int UsedInstances { get; init; }

    /// <summary>Instances that wait for a cluster.</summary>
    public required int IdleInstances { get; init; }

    /// <summary>Instances that start for a cluster.</summary>
    public required int PendingUsedInstances { get; init; }

    /// <summary>Instances that start to wait.</summary>
    public required int PendingIdleInstances { get; init; }
}
