using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Tokens;

/// <summary>The JSON of token management. Missing and unknown fields are no error.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(TokenListing))]
internal sealed partial class TokensJson : JsonSerializerContext;
