namespace DbxServerless.Databricks.Jobs;

/// <summary>Whether a continuous job goes on.</summary>
public sealed record JobContinuous
{
    /// <summary>PAUSED or UNPAUSED.</summary>
    public string? PauseStatus { get; init; }
}
