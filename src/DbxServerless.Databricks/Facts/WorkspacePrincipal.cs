using System.Text.Json.Serialization;

namespace DbxServerless.Databricks;

/// <summary>A user or service principal as SCIM shows it.</summary>
public sealed record WorkspacePrincipal
{
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>An address for users, the application id for service principals.</summary>
    [JsonPropertyName("userName")]
    public string? UserName { get; init; }

    [JsonPropertyName("displayName")]
    public string? DisplayName { get; init; }

    public bool Active { get; init; }
}
