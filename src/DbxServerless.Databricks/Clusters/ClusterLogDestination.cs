namespace DbxServerless.Databricks.Clusters;

/// <summary>A folder for logs.</summary>
public sealed record ClusterLogDestination
{
    /// <summary><c>dbfs:/…</c> or <c>/Volumes/…</c>.</summary>
    public string? Destination { get; init; }
}
