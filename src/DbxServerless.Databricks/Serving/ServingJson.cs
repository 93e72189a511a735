using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Serving;

/// <summary>The JSON of serving endpoints. Missing and unknown fields are no error.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ServingListing))]
internal sealed partial class ServingJson : JsonSerializerContext;
