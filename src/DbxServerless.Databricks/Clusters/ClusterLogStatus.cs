namespace DbxServerless.Databricks.Clusters;

/// <summary>How the delivery of logs goes.</summary>
public sealed record ClusterLogStatus
{
    /// <summary>Milliseconds since 1970.</summary>
    public long LastAttempted { get; init; }

    /// <summary>Why the last delivery failed.</summary>
    public string? LastException { get; init; }
}
