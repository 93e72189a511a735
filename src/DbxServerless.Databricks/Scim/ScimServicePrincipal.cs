namespace DbxServerless.Databricks.Scim;

/// <summary>A service principal of a workspace.</summary>
public sealed record ScimServicePrincipal
{
    public string Id { get; init => field = value ?? ""; } = "";

    public string? ApplicationId { get; init; }

    public string? DisplayName { get; init; }

    public bool Active { get; init; }

    public IReadOnlyList<ScimReference> Groups { get; init => field = value ?? []; } = [];

    public IReadOnlyList<ScimReference> Entitlements { get; init => field = value ?? []; } = [];
}
