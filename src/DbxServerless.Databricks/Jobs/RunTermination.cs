namespace DbxServerless.Databricks.Jobs;

/// <summary>Why a run ended.</summary>
public sealed record RunTermination
{
    public string? Code { get; init; }

    /// <summary>SUCCESS, CLIENT_ERROR, INTERNAL_ERROR, CLOUD_FAILURE.</summary>
    public string? Type { get; init; }

    public string? Message { get; init; }
}
