namespace DbxServerless.Databricks.Scim;

/// <summary>A group of a workspace or of the account.</summary>
public sealed record ScimGroup
{
    public string Id { get; init => field = value ?? ""; } = "";

    public string? DisplayName { get; init; }

    public IReadOnlyList<ScimReference> Members { get; init => field = value ?? []; } = [];

    public IReadOnlyList<ScimReference> Entitlements { get; init => field = value ?? []; } = [];

    public ScimMeta? Meta { get; init; }
}
