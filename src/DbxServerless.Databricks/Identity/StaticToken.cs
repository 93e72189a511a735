namespace DbxServerless.Databricks;

/// <summary>A personal access token.</summary>
internal sealed class StaticToken(string token) : ITokenSource
{
    private readonly BearerToken _token = new(token, DateTimeOffset.MaxValue);

    public IdentityKind Kind => IdentityKind.Pat;

    public bool CanRenew => false;

    public ValueTask<BearerToken> GetAsync(CancellationToken cancellationToken) => new(_token);

    public void Reject(BearerToken token)
    {
    }
}
