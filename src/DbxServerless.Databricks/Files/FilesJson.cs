using System.Text.Json.Serialization;

namespace DbxServerless.Databricks;

/// <summary>The JSON of DBFS and of the Files API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(DbfsListing))]
[JsonSerializable(typeof(DbfsBlock))]
[JsonSerializable(typeof(VolumePage))]
internal sealed partial class FilesJson : JsonSerializerContext;
