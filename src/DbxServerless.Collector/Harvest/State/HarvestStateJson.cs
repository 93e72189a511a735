using System.Text.Json.Serialization;

namespace DbxServerless.Collector.Harvest.State;

/// <summary>JSON of what the harvest stores.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HarvestRun))]
[JsonSerializable(typeof(ArchivedLog))]
[JsonSerializable(typeof(ArchivedSegment))]
[JsonSerializable(typeof(ArchivedTail))]
[JsonSerializable(typeof(Discovery))]
[JsonSerializable(typeof(FailureCounts))]
[JsonSerializable(typeof(RunBaselines))]
[JsonSerializable(typeof(WorkHistory))]
internal sealed partial class HarvestStateJson : JsonSerializerContext;
