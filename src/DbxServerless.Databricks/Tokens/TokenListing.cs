namespace DbxServerless.Databricks.Tokens;

/// <summary>The answer of <c>GET /api/2.0/token-management/tokens</c>.</summary>
internal sealed record TokenListing
{
    public IReadOnlyList<AccessToken> TokenInfos { get; init => field = value ?? []; } = [];
}
