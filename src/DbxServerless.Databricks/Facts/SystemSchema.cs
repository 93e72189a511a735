using System.Text.Json.Serialization;

namespace DbxServerless.Databricks;

/// <summary>A schema of the catalog <c>system</c>.</summary>
public sealed record SystemSchema
{
    public string Schema { get; init => field = value ?? ""; } = "";

    /// <summary>AVAILABLE (or empty), ENABLE_INITIALIZED, ENABLE_COMPLETED, DISABLE_INITIALIZED, UNAVAILABLE or MANAGED.</summary>
    public string State { get; init => field = value ?? ""; } = "";

    [JsonIgnore]
    public bool IsEnabled => State is "ENABLE_COMPLETED" or "MANAGED";

    [JsonIgnore]
    public bool IsUnavailable => State is "UNAVAILABLE";
}
