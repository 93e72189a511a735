namespace DbxServerless.Databricks.Secrets;

/// <summary>Secret scopes; secrets themselves are never asked for. Every method throws <see cref="DatabricksException"/>.</summary>
public sealed class SecretsApi
{
    private readonly RestClient _rest;

    internal SecretsApi(RestClient rest) => _rest = rest;

    /// <summary>The scopes (<c>GET /api/2.0/secrets/scopes/list</c>), which come whole.</summary>
    public async Task<IReadOnlyList<SecretScope>> ListScopesAsync(CancellationToken cancellationToken) =>
        (await _rest.GetAsync("/api/2.0/secrets/scopes/list", SecretsJson.Default.ScopeListing, cancellationToken)).Scopes;
}
