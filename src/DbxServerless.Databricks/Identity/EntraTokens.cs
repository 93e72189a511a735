using Azure.Core;
using Azure.Identity;

namespace DbxServerless.Databricks;

/// <summary>Tokens of Entra ID for one audience, through Azure.Identity.</summary>
/// <param name="newCredential">Makes the credential; again after a rejected token, since each keeps its own cache.</param>
internal sealed class EntraTokens(
    Func<TokenCredential> newCredential, string scope, Failures failures, RequestStatistics statistics, TimeSpan timeout, TimeProvider time)
{
    /// <summary>The Azure Databricks resource, the same in all tenants.</summary>
    public const string DatabricksScope = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default";

    public const string ManagementScope = "https://management.core.windows.net//.default";

    private TokenCredential? _credential;

    public async Task<BearerToken> RequestAsync(bool renew, CancellationToken cancellationToken)
    {
        try
        {
            if (renew || _credential is null)
                _credential = newCredential();
        }
        catch (ArgumentException exception)
        {
            throw Failures.Settings($"Azure.Identity does not accept the settings: {exception.Message.ReplaceLineEndings("\n").Split('\n')[0]}", "Check the tenant id and the client id.");
        }

        statistics.TokenRequested();
        using var limit = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var token = await _credential.GetTokenAsync(new TokenRequestContext([scope]), linked.Token);
            return new BearerToken(token.Token, token.ExpiresOn);
        }
        catch (AuthenticationFailedException exception)
        {
            throw failures.Entra(exception);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw failures.TimedOut("The token request", timeout, mayRetry: false);
        }
    }
}
