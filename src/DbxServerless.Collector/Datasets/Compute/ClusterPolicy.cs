using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Compute;

/// <summary>A cluster policy.</summary>
public sealed record ClusterPolicy
{
    /// <summary>Workspace.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Policy.</summary>
    [Field(FieldClass.Id)] public required string PolicyId { get; init; }

    /// <summary>Name.</summary>
    [Field(FieldClass.Label)] public string? PolicyName { get; init; }

    /// <summary>The type of cluster that it is for: all-purpose, job, dlt, or any when it fixes none.</summary>
    [Field(FieldClass.Label)] public required string ClusterType { get; init; }

    /// <summary>Databricks' policy family that it was made from.</summary>
    [Field(FieldClass.Id)] public string? PolicyFamilyId { get; init; }

    /// <summary>Whether Databricks made it.</summary>
    public required bool IsDefault { get; init; }

    /// <summary>Clusters that one user may have by it; null is without limit.</summary>
    public long? MaxClustersPerUser { get; init; }

    /// <summary>Who created it.</summary>
    [Field(FieldClass.Personal)] public string? CreatorUserName { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateTime { get; init; }
}
