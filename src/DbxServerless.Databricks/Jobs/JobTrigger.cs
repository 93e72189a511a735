using System.Text.Json;

namespace DbxServerless.Databricks.Jobs;

/// <summary>What else starts a job; at most one of the kinds is there.</summary>
public sealed record JobTrigger
{
    /// <summary>PAUSED or UNPAUSED.</summary>
    public string? PauseStatus { get; init; }

    public JsonElement? FileArrival { get; init; }

    public JsonElement? TableUpdate { get; init; }

    public JobPeriod? Periodic { get; init; }
}
