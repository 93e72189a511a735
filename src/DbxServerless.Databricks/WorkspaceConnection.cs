namespace DbxServerless.Databricks;

/// <summary>What is needed to reach one workspace. <see cref="ToString"/> shows no secret.</summary>
public sealed record WorkspaceConnection
{
    /// <summary>The workspace's address, e.g. <c>adb-123.4.azuredatabricks.net</c>; mended by <see cref="WorkspaceHost"/>.</summary>
    public required string Host { get; init; }

    /// <summary>The SQL warehouse's id. An HTTP path (<c>/sql/1.0/warehouses/abc</c>) or the page's address may be given: only the id is kept.</summary>
    public string? WarehouseId { get; init => field = Warehouse.IdFrom(value); }

    /// <summary>A service principal's application id; alone, the client id of a user-assigned managed identity.</summary>
    public string? ClientId { get; init => field = Trimmed(value); }

    public string? ClientSecret { get; init => field = Trimmed(value); }

    /// <summary>The Entra tenant. With it, <see cref="ClientSecret"/> is an Entra secret, without it a Databricks OAuth secret.</summary>
    public string? TenantId { get; init => field = Trimmed(value); }

    /// <summary>A personal access token.</summary>
    public string? Token { get; init => field = Trimmed(value); }

    /// <summary>The identity to use; null infers it from what else is set.</summary>
    public IdentityKind? Identity { get; init; }

    /// <summary>The workspace's Azure resource id: lets an Entra principal in that has a role on the resource but is not yet a member.</summary>
    public string? AzureWorkspaceResourceId { get; init => field = Trimmed(value); }

    /// <summary>The most requests a second, averaged; one second's worth may come at once.</summary>
    public double RequestsPerSecond { get; init; } = 10;

    /// <summary>What all processes together may send; null when this one is alone.</summary>
    public IRequestBudget? Budget { get; init; }

    /// <summary>How long one attempt of a request may take.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a request may take with all its retries and waits.</summary>
    public TimeSpan OverallTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a statement may wait for its warehouse to start.</summary>
    public TimeSpan WarehouseStartTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a statement may take from submission to its end, the start of the warehouse included.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Where <see cref="IdentityKind.OAuthM2M"/> gets its token; null is the workspace's own <c>/oidc/v1/token</c>.</summary>
    public Uri? TokenEndpoint { get; init; }

    /// <summary>The identity that is used: <see cref="Identity"/>, or what the other settings imply.</summary>
    public IdentityKind EffectiveIdentity => Identity
        ?? (Token is not null ? IdentityKind.Pat
            : ClientId is null || ClientSecret is null ? IdentityKind.EntraDefault
            : TenantId is not null ? IdentityKind.EntraServicePrincipal
            : IdentityKind.OAuthM2M);

    public override string ToString() => $"{Host} ({EffectiveIdentity}{(ClientId is null ? "" : $" {ClientId}")})";

    /// <summary>Pasted settings often bring a space or a line break along; an empty one is none.</summary>
    private static string? Trimmed(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
