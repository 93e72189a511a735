using System.Globalization;
using System.Text.Json.Nodes;

namespace DbxServerless.Simulator.Rest.Pipelines;

/// <summary>An entry of a pipeline's event log.</summary>
internal sealed record PipelineEvent(string Id, DateTimeOffset At, string Type, string Level, string Message, JsonObject Origin, JsonObject Details)
{
    public JsonNode Describe() => new JsonObject
    {
        ["id"] = Id,
        ["timestamp"] = At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["event_type"] = Type,
        ["level"] = Level,
        ["message"] = Message,
        ["maturity_level"] = "STABLE",
        ["origin"] = Origin.DeepClone(),
        ["details"] = Details.DeepClone(),
    };
}
