using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Serving;

/// <summary>A model serving endpoint.</summary>
public sealed record ServingEndpoint
{
    public string Name { get; init => field = value ?? ""; } = "";

    public string? Id { get; init; }

    public string? Creator { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long CreationTimestamp { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long LastUpdatedTimestamp { get; init; }

    public ServingState State { get; init => field = value ?? new(null, null); } = new(null, null);

    public ServingConfig Config { get; init => field = value ?? new(); } = new();

    public string? Task { get; init; }

    /// <summary>Whether it can be asked for its metrics: it is ready, and its models are neither of Databricks nor of others, which have none.</summary>
    [JsonIgnore]
    public bool HasMetrics => State.Ready == "READY" && Config.ServedEntities.Any(entity => entity.ExternalModel is null && entity.FoundationModel is null);
}
