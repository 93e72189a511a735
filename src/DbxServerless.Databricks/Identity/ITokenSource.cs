namespace DbxServerless.Databricks;

/// <summary>Gives tokens for one workspace.</summary>
public interface ITokenSource
{
    IdentityKind Kind { get; }

    /// <summary>Whether another token can be had after a rejected one.</summary>
    bool CanRenew { get; }

    /// <summary>A token that is valid for a while yet: the one in hand, or a new one, which one caller gets for all.</summary>
    /// <exception cref="DatabricksException">No token is to be had; the kind says why.</exception>
    ValueTask<BearerToken> GetAsync(CancellationToken cancellationToken);

    /// <summary>Says that the workspace refused a token: it is not given out again.</summary>
    void Reject(BearerToken token);
}
