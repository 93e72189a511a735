using System.Text.Json;

namespace DbxServerless.Databricks.Serving;

/// <summary>A model or function behind an endpoint.</summary>
public sealed record ServedEntity
{
    public string? Name { get; init; }

    public string? EntityName { get; init; }

    public string? EntityVersion { get; init; }

    /// <summary>Set when the model is somebody else's.</summary>
    public JsonElement? ExternalModel { get; init; }

    /// <summary>Set when the model is Databricks' own, paid by token.</summary>
    public JsonElement? FoundationModel { get; init; }
}
