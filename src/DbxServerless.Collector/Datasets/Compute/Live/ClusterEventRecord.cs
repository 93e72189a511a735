using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Compute.Live;

/// <summary>Something that happened to a classic cluster: a start, a resize, a lost node, an end with its reason.</summary>
public sealed record ClusterEventRecord
{
    /// <summary>Workspace of the cluster.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Cluster.</summary>
    [Field(FieldClass.Id)] public required string ClusterId { get; init; }

    /// <summary>Name of the cluster.</summary>
    [Field(FieldClass.Label)] public string? ClusterName { get; init; }

    /// <summary>What the cluster was made for: UI, API, JOB, PIPELINE …</summary>
    [Field(FieldClass.Label)] public string? ClusterSource { get; init; }

    /// <summary>CREATING, STARTING, RUNNING, RESIZING, UPSIZE_COMPLETED, NODES_LOST, INIT_SCRIPTS_FINISHED, DRIVER_NOT_RESPONDING, TERMINATING …</summary>
    [Field(FieldClass.Label)] public required string EventType { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset HappenedTime { get; init; }

    /// <summary>What caused it: USER_REQUEST, AUTOSCALE, AUTORECOVERY …</summary>
    [Field(FieldClass.Label)] public string? Cause { get; init; }

    /// <summary>Why a cluster ended or a node was lost: INACTIVITY, SPOT_INSTANCE_TERMINATION, INIT_SCRIPT_FAILURE …</summary>
    [Field(FieldClass.Label)] public string? ReasonCode { get; init; }

    /// <summary>Whose fault it was: SUCCESS, CLIENT_ERROR, SERVICE_FAULT, CLOUD_FAILURE.</summary>
    [Field(FieldClass.Label)] public string? ReasonType { get; init; }

    /// <summary>What more is told of the reason; texts in it are cut and cleared.</summary>
    [Field(FieldClass.FreeText)] public IReadOnlyDictionary<string, string?>? ReasonDetails { get; init; }

    /// <summary>Workers at that time.</summary>
    public int? CurrentWorkers { get; init; }

    /// <summary>Workers that it should have.</summary>
    public int? TargetWorkers { get; init; }

    /// <summary>Who asked for it.</summary>
    [Field(FieldClass.Personal)] public string? UserName { get; init; }

    /// <summary>What the driver says of itself.</summary>
    [Field(FieldClass.FreeText)] public string? DriverMessage { get; init; }
}
