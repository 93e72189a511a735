using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Secrets;

/// <summary>The JSON of secret scopes. Missing and unknown fields are no error.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ScopeListing))]
internal sealed partial class SecretsJson : JsonSerializerContext;
