using System.Text.Json;
using System.Text.Json.Serialization;

namespace DbxServerless.Functions.Orchestrations;

/// <summary>How inputs and outputs of orchestrations and activities are kept: enums by name, so that a new version reads those of the last.</summary>
public static class OrchestrationJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
}
