using System.Text.Json.Serialization;

namespace DbxServerless.Collector.Datasets.Compute.Live;

/// <summary>JSON of what polls remember.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LiveClusterMemory))]
internal sealed partial class LiveComputeJson : JsonSerializerContext;
