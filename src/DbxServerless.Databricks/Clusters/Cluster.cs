namespace DbxServerless.Databricks.Clusters;

/// <summary>A classic cluster. Times are milliseconds since 1970; 0 is none.</summary>
public sealed record Cluster
{
    public string ClusterId { get; init => field = value ?? ""; } = "";

    public string? ClusterName { get; init; }

    public string? CreatorUserName { get; init; }

    /// <summary>Runtime version.</summary>
    public string? SparkVersion { get; init; }

    public string? NodeTypeId { get; init; }

    public string? DriverNodeTypeId { get; init; }

    /// <summary>Null where it scales.</summary>
    public int? NumWorkers { get; init; }

    public ClusterAutoscale? Autoscale { get; init; }

    public int AutoterminationMinutes { get; init; }

    /// <summary>UI, API, JOB, MODELS, PIPELINE, PIPELINE_MAINTENANCE or SQL.</summary>
    public string? ClusterSource { get; init; }

    /// <summary>PENDING, RUNNING, RESTARTING, RESIZING, TERMINATING, TERMINATED, ERROR or UNKNOWN.</summary>
    public string? State { get; init; }

    public long StartTime { get; init; }

    public long TerminatedTime { get; init; }

    /// <summary>Of the newest Spark context; 0 until the driver is up.</summary>
    public long SparkContextId { get; init; }

    public ClusterLogConf? ClusterLogConf { get; init; }

    public ClusterLogStatus? ClusterLogStatus { get; init; }

    public string? PolicyId { get; init; }

    public string? DataSecurityMode { get; init; }

    /// <summary>STANDARD or PHOTON.</summary>
    public string? RuntimeEngine { get; init; }

    public IReadOnlyDictionary<string, string?>? CustomTags { get; init; }

    public TerminationReason? TerminationReason { get; init; }
}
