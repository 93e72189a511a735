namespace DbxServerless.Databricks.Tokens;

/// <summary>Personal access tokens of all people of a workspace (<c>/api/2.0/token-management</c>), for admins. Every method throws <see cref="DatabricksException"/>.</summary>
public sealed class TokensApi
{
    private readonly RestClient _rest;

    internal TokensApi(RestClient rest) => _rest = rest;

    /// <summary>All tokens, without their secrets (<c>GET /api/2.0/token-management/tokens</c>).</summary>
    public async Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancellationToken) =>
        (await _rest.GetAsync("/api/2.0/token-management/tokens", TokensJson.Default.TokenListing, cancellationToken)).TokenInfos;
}
