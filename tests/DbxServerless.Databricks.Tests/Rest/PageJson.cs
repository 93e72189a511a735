using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Tests;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Page))]
[JsonSerializable(typeof(ScimPage))]
[JsonSerializable(typeof(EventsRequest))]
internal sealed partial class PageJson : JsonSerializerContext;

internal sealed record Page(IReadOnlyList<int>? Items, string? NextPageToken, bool? HasMore, EventsRequest? NextPage);

internal sealed record ScimPage([property: JsonPropertyName("Resources")] IReadOnlyList<int>? Resources, [property: JsonPropertyName("totalResults")] int TotalResults);

internal sealed record EventsRequest(string ClusterId, int? Offset = null, string? PageToken = null);
