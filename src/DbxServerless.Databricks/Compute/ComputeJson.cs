using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Compute;

/// <summary>The JSON of policies and pools. Missing and unknown fields are no error.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(PolicyListing))]
[JsonSerializable(typeof(PoolListing))]
internal sealed partial class ComputeJson : JsonSerializerContext;
