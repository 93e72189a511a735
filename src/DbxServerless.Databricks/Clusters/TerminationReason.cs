namespace DbxServerless.Databricks.Clusters;

/// <summary>Why a cluster ended or lost nodes.</summary>
public sealed record TerminationReason
{
    /// <summary>INACTIVITY, JOB_FINISHED, SPOT_INSTANCE_TERMINATION, INIT_SCRIPT_FAILURE …</summary>
    public string? Code { get; init; }

    /// <summary>SUCCESS, CLIENT_ERROR, SERVICE_FAULT or CLOUD_FAILURE.</summary>
    public string? Type { get; init; }

    public IReadOnlyDictionary<string, string?>? Parameters { get; init; }
}
