using Microsoft.Extensions.Logging;

namespace DbxServerless.Databricks;

/// <summary>Sends requests with the workspace's token, and once more with a new one when that is said to be bad.</summary>
internal sealed class AuthorizedHttp(Transport transport, TokenSources tokens, WorkspaceConnection connection, ILogger logger)
{
    public Transport Transport => transport;

    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var token = await tokens.Workspace.GetAsync(cancellationToken);
        try
        {
            return await transport.SendAsync(await WithTokenAsync(request, token, cancellationToken), cancellationToken);
        }
        catch (DatabricksException exception) when (tokens.Workspace.CanRenew && SaysTokenIsBad(exception))
        {
            logger.TokenRejected(connection.Host);
            tokens.Workspace.Reject(token);
        }

        token = await tokens.Workspace.GetAsync(cancellationToken);
        return await transport.SendAsync(await WithTokenAsync(request, token, cancellationToken), cancellationToken);
    }

    private static bool SaysTokenIsBad(DatabricksException exception) =>
        exception.Kind is DatabricksErrorKind.TokenRejected or DatabricksErrorKind.CredentialMissing;

    private async ValueTask<ApiRequest> WithTokenAsync(ApiRequest request, BearerToken token, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> headers = [.. request.Headers, new("Authorization", $"Bearer {token.Value}")];
        if (tokens.Management is { } management)
        {
            headers.Add(new("X-Databricks-Azure-SP-Management-Token", (await management.GetAsync(cancellationToken)).Value));
            headers.Add(new("X-Databricks-Azure-Workspace-Resource-Id", connection.AzureWorkspaceResourceId!));
        }

        return request with { Headers = headers };
    }
}
