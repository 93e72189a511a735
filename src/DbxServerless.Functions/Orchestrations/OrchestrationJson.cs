using System.Text.Json;
using System.Text.Json.Serialization;

namespace DbxServerless.Functions.Orchestrations;

/// <summary>How inputs and outputs of orchestrations and activities are kept: enums by name, so that a new version reads those of the last.</summary>
public static class OrchestrationJson
{
    public static JsonSerializerOptions Options { get; } = NewOptions();

    /// <summary>Sets the options of the worker. Its durable extension reads inputs of orchestrators with these, all else with a serializer made of them.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNameCaseInsensitive = true;
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter());
    }

    private static JsonSerializerOptions NewOptions()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        return options;
    }
}
