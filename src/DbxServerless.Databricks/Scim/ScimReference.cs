using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Scim;

/// <summary>A member, a group that something belongs to, or an entitlement.</summary>
public sealed record ScimReference
{
    /// <summary>The id, or the name of the entitlement.</summary>
    public string? Value { get; init; }

    public string? Display { get; init; }

    /// <summary>Where it is: <c>Users/123</c>, <c>Groups/5</c>, <c>ServicePrincipals/7</c>.</summary>
    [JsonPropertyName("$ref")]
    public string? Reference { get; init; }
}
