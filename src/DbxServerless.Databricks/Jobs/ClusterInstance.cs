namespace DbxServerless.Databricks.Jobs;

/// <summary>The cluster and the Spark context in which something ran.</summary>
public sealed record ClusterInstance
{
    public string? ClusterId { get; init; }

    /// <summary>Missing until the driver is up.</summary>
    public string? SparkContextId { get; init; }
}
