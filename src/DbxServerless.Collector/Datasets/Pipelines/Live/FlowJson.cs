using System.Text.Json.Serialization;

namespace DbxServerless.Collector.Datasets.Pipelines.Live;

/// <summary>JSON of what polls remember.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FlowMemory))]
internal sealed partial class FlowJson : JsonSerializerContext;
