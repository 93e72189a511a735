using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Scim;

/// <summary>A page of a SCIM collection.</summary>
internal sealed record ScimPage<TResource>
{
    public int TotalResults { get; init; }

    [JsonPropertyName("Resources")]
    public IReadOnlyList<TResource> Resources { get; init => field = value ?? []; } = [];
}
