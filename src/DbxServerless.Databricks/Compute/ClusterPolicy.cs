namespace DbxServerless.Databricks.Compute;

/// <summary>A cluster policy.</summary>
public sealed record ClusterPolicy
{
    public string PolicyId { get; init => field = value ?? ""; } = "";

    public string? Name { get; init; }

    /// <summary>What it fixes and allows: a JSON object as text.</summary>
    public string? Definition { get; init; }

    public string? CreatorUserName { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long CreatedAtTimestamp { get; init; }

    public bool IsDefault { get; init; }

    public long? MaxClustersPerUser { get; init; }

    public string? PolicyFamilyId { get; init; }
}
