using System.Text.Json.Serialization;

namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>JSON of what polls remember.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LiveRunMemory))]
[JsonSerializable(typeof(LiveTaskMemory))]
internal sealed partial class LiveJson : JsonSerializerContext;
