namespace DbxServerless.Databricks.Secrets;

/// <summary>The answer of <c>GET /api/2.0/secrets/scopes/list</c>.</summary>
internal sealed record ScopeListing
{
    public IReadOnlyList<SecretScope> Scopes { get; init => field = value ?? []; } = [];
}
