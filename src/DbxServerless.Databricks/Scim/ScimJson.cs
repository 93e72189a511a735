using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Scim;

/// <summary>The JSON of SCIM. Missing and unknown fields are no error.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ScimPage<ScimUser>))]
[JsonSerializable(typeof(ScimPage<ScimGroup>))]
[JsonSerializable(typeof(ScimPage<ScimServicePrincipal>))]
internal sealed partial class ScimJson : JsonSerializerContext;
