using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Clusters;

/// <summary>The JSON of the clusters API. Missing and unknown fields are no error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ClusterPage))]
[JsonSerializable(typeof(Cluster))]
[JsonSerializable(typeof(ClusterEventsRequest))]
[JsonSerializable(typeof(ClusterEventPage))]
internal sealed partial class ClustersJson : JsonSerializerContext;
