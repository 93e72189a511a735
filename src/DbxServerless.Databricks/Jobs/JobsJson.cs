using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Jobs;

/// <summary>The JSON of the jobs API. Missing and unknown fields are no error.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(RunPage))]
[JsonSerializable(typeof(Run))]
[JsonSerializable(typeof(RunOutput))]
internal sealed partial class JobsJson : JsonSerializerContext;
