using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Pipelines;

/// <summary>The JSON of the pipelines API. Missing and unknown fields are no error.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(PipelinePage))]
[JsonSerializable(typeof(PipelineEventPage))]
internal sealed partial class PipelinesJson : JsonSerializerContext;
