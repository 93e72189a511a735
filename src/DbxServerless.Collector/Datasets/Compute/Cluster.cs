using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Compute;

/// <summary>The configuration of a classic cluster at its newest version.</summary>
public sealed record Cluster
{
    /// <summary>Workspace of the cluster.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Cluster.</summary>
    [Field(FieldClass.Id)] public required string ClusterId { get; init; }

    /// <summary>Name.</summary>
    [Field(FieldClass.Label)] public string? ClusterName { get; init; }

    /// <summary>Who owns it.</summary>
    [Field(FieldClass.Personal)] public string? OwnedBy { get; init; }

    /// <summary>UI, API, JOB, PIPELINE …</summary>
    [Field(FieldClass.Label)] public string? ClusterSource { get; init; }

    /// <summary>Databricks runtime.</summary>
    [Field(FieldClass.Label)] public string? RuntimeVersion { get; init; }

    /// <summary>Node type of the driver.</summary>
    [Field(FieldClass.Label)] public string? DriverNodeType { get; init; }

    /// <summary>Node type of the workers.</summary>
    [Field(FieldClass.Label)] public string? WorkerNodeType { get; init; }

    /// <summary>Workers, where the number is fixed.</summary>
    public long? WorkerCount { get; init; }

    /// <summary>Fewest workers of autoscaling.</summary>
    public long? MinAutoscaleWorkers { get; init; }

    /// <summary>Most workers of autoscaling.</summary>
    public long? MaxAutoscaleWorkers { get; init; }

    /// <summary>Idle minutes after which it terminates; 0 never.</summary>
    public long? AutoTerminationMinutes { get; init; }

    /// <summary>USER_ISOLATION, SINGLE_USER …</summary>
    [Field(FieldClass.Label)] public string? DataSecurityMode { get; init; }

    /// <summary>Cluster policy.</summary>
    [Field(FieldClass.Id)] public string? PolicyId { get; init; }

    /// <summary>Custom tags.</summary>
    [Field(FieldClass.Label)] public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When this version came into being.</summary>
    public required DateTimeOffset ChangeTime { get; init; }

    /// <summary>When it was deleted.</summary>
    public DateTimeOffset? DeleteTime { get; init; }
}
