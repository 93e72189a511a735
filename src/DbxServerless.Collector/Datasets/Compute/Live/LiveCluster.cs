using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Compute.Live;

/// <summary>A classic cluster as REST shows it now: running, or how it last ended.</summary>
public sealed record LiveCluster
{
    /// <summary>Workspace of the cluster.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Cluster.</summary>
    [Field(FieldClass.Id)] public required string ClusterId { get; init; }

    /// <summary>Its name.</summary>
    [Field(FieldClass.Label)] public string? ClusterName { get; init; }

    /// <summary>Who created it.</summary>
    [Field(FieldClass.Personal)] public string? CreatorUserName { get; init; }

    /// <summary>What it was made for: UI, API, JOB, PIPELINE …</summary>
    [Field(FieldClass.Label)] public string? ClusterSource { get; init; }

    /// <summary>PENDING, RUNNING, RESTARTING, RESIZING, TERMINATING, TERMINATED, ERROR or UNKNOWN.</summary>
    [Field(FieldClass.Label)] public required string State { get; init; }

    /// <summary>Databricks runtime.</summary>
    [Field(FieldClass.Label)] public string? RuntimeVersion { get; init; }

    /// <summary>STANDARD or PHOTON.</summary>
    [Field(FieldClass.Label)] public string? RuntimeEngine { get; init; }

    /// <summary>Node type of the workers.</summary>
    [Field(FieldClass.Label)] public string? NodeType { get; init; }

    /// <summary>Node type of the driver.</summary>
    [Field(FieldClass.Label)] public string? DriverNodeType { get; init; }

    /// <summary>Workers, where their number is fixed.</summary>
    public int? Workers { get; init; }

    /// <summary>Fewest workers, where it scales.</summary>
    public int? MinWorkers { get; init; }

    /// <summary>Most workers, where it scales.</summary>
    public int? MaxWorkers { get; init; }

    /// <summary>Minutes of idleness before it ends; 0 is never.</summary>
    public int? AutoTerminationMinutes { get; init; }

    /// <summary>When it started last.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended last; null while it runs.</summary>
    public DateTimeOffset? TerminatedTime { get; init; }

    /// <summary>Why it ended: INACTIVITY, JOB_FINISHED, SPOT_INSTANCE_TERMINATION, INIT_SCRIPT_FAILURE …</summary>
    [Field(FieldClass.Label)] public string? TerminationCode { get; init; }

    /// <summary>Whose fault the end was: SUCCESS, CLIENT_ERROR, SERVICE_FAULT, CLOUD_FAILURE.</summary>
    [Field(FieldClass.Label)] public string? TerminationType { get; init; }

    /// <summary>Newest Spark context; null until the driver is up.</summary>
    [Field(FieldClass.Id)] public string? SparkContextId { get; init; }

    /// <summary>Folder to which it delivers its logs; null when it delivers none, so that no event log can be read.</summary>
    [Field(FieldClass.Label)] public string? LogDestination { get; init; }

    /// <summary>Why the last delivery of logs failed.</summary>
    [Field(FieldClass.FreeText)] public string? LogDeliveryError { get; init; }

    /// <summary>Cluster policy.</summary>
    [Field(FieldClass.Id)] public string? PolicyId { get; init; }

    /// <summary>Who may use it and how: SINGLE_USER, USER_ISOLATION …</summary>
    [Field(FieldClass.Label)] public string? DataSecurityMode { get; init; }

    /// <summary>Its custom tags.</summary>
    [Field(FieldClass.Label)] public IReadOnlyDictionary<string, string?>? Tags { get; init; }
}
