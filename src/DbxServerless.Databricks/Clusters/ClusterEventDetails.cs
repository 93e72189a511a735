namespace DbxServerless.Databricks.Clusters;

/// <summary>What more is known of an event.</summary>
public sealed record ClusterEventDetails
{
    public int? CurrentNumWorkers { get; init; }

    public int? TargetNumWorkers { get; init; }

    /// <summary>USER_REQUEST, AUTOSCALE, AUTORECOVERY …</summary>
    public string? Cause { get; init; }

    public TerminationReason? Reason { get; init; }

    public string? User { get; init; }

    public string? DriverStateMessage { get; init; }
}
