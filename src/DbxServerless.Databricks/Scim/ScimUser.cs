namespace DbxServerless.Databricks.Scim;

/// <summary>A user of a workspace.</summary>
public sealed record ScimUser
{
    public string Id { get; init => field = value ?? ""; } = "";

    public string? UserName { get; init; }

    public string? DisplayName { get; init; }

    public bool Active { get; init; }

    public IReadOnlyList<ScimReference> Groups { get; init => field = value ?? []; } = [];

    public IReadOnlyList<ScimReference> Entitlements { get; init => field = value ?? []; } = [];
}
