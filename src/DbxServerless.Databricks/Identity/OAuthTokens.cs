using System.Text;

namespace DbxServerless.Databricks;

/// <summary>The client-credentials flow of a workspace: <c>POST /oidc/v1/token</c>.</summary>
internal sealed class OAuthTokens(WorkspaceConnection connection, Transport transport, TimeProvider time)
{
    public async Task<BearerToken> RequestAsync(bool renew, CancellationToken cancellationToken)
    {
        var credential = $"{Uri.EscapeDataString(connection.ClientId!)}:{Uri.EscapeDataString(connection.ClientSecret!)}";
        var request = new ApiRequest(HttpMethod.Post, connection.TokenEndpoint?.AbsoluteUri ?? "/oidc/v1/token")
        {
            Body = "grant_type=client_credentials&scope=all-apis"u8.ToArray(),
            ContentType = "application/x-www-form-urlencoded",
            Headers = [new("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credential))}")],
            IsTokenRequest = true,
        };
        transport.Statistics.TokenRequested();
        var asked = time.GetUtcNow();
        var answer = await transport.SendAsync(request, cancellationToken);
        var token = answer.Read(DatabricksJson.Default.TokenResponse);
        if (string.IsNullOrEmpty(token.AccessToken))
        {
            throw new DatabricksException(DatabricksErrorKind.UnexpectedResponse, $"The answer to {request.Endpoint} holds no access_token.",
                "Check that the host is a Databricks workspace.")
            { Endpoint = request.Endpoint, RequestId = answer.RequestId };
        }

        return new BearerToken(token.AccessToken, asked + TimeSpan.FromSeconds(token.ExpiresIn ?? 3600));
    }
}
