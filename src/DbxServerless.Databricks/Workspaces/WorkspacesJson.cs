using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Workspaces;

/// <summary>The JSON of workspace objects. Missing and unknown fields are no error.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(WorkspaceListing))]
internal sealed partial class WorkspacesJson : JsonSerializerContext;
