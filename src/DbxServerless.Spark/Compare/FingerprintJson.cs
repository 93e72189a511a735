using System.Text.Json.Serialization;

namespace DbxServerless.Spark.Compare;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunFingerprint))]
internal sealed partial class FingerprintJson : JsonSerializerContext;
