using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Databricks;

/// <summary>The tokens that requests to one workspace carry.</summary>
/// <param name="Workspace">For the workspace itself.</param>
/// <param name="Management">For Azure's management endpoint, when the workspace's resource id lets a non-member in.</param>
internal sealed record TokenSources(ITokenSource Workspace, ITokenSource? Management) : IDisposable
{
    public static TokenSources For(WorkspaceConnection connection, Transport transport, TimeProvider time, ILogger logger, Func<TokenCredential>? credential = null)
    {
        var kind = connection.EffectiveIdentity;
        switch (kind)
        {
            case IdentityKind.Pat:
                Require(connection.Token, "personal access token", "DATABRICKS_TOKEN");
                return new TokenSources(new StaticToken(connection.Token!), null);
            case IdentityKind.OAuthM2M:
                Require(connection.ClientId, "client id", "DATABRICKS_CLIENT_ID");
                Require(connection.ClientSecret, "client secret", "DATABRICKS_CLIENT_SECRET");
                return new TokenSources(new CachedTokenSource(kind, new OAuthTokens(connection, transport, time).RequestAsync, time, logger), null);
            case IdentityKind.EntraServicePrincipal:
                Require(connection.ClientId, "client id", "DATABRICKS_CLIENT_ID");
                Require(connection.ClientSecret, "client secret", "DATABRICKS_CLIENT_SECRET");
                Require(connection.TenantId, "tenant id", "the tenant id");
                break;
            case IdentityKind.EntraDefault:
                break;
            default:
                throw Failures.Settings($"The identity '{kind}' is unknown.", $"Use one of {string.Join(", ", Enum.GetNames<IdentityKind>())}.");
        }

        var newCredential = credential ?? (kind == IdentityKind.EntraServicePrincipal
            ? () => new ClientSecretCredential(connection.TenantId, connection.ClientId, connection.ClientSecret)
            : () => Default(connection));
        CachedTokenSource Tokens(string scope) => new(kind,
            new EntraTokens(newCredential, scope, transport.Failures, transport.Statistics, connection.OverallTimeout, time).RequestAsync, time, logger);
        return new TokenSources(Tokens(EntraTokens.DatabricksScope),
            connection.AzureWorkspaceResourceId is null ? null : Tokens(EntraTokens.ManagementScope));
    }

    public void Dispose()
    {
        (Workspace as IDisposable)?.Dispose();
        (Management as IDisposable)?.Dispose();
    }

    private static DefaultAzureCredential Default(WorkspaceConnection connection)
    {
        var options = new DefaultAzureCredentialOptions { ExcludeInteractiveBrowserCredential = true };
        if (connection.ClientId is not null)
            options.ManagedIdentityClientId = options.WorkloadIdentityClientId = connection.ClientId;
        if (connection.TenantId is not null)
            options.TenantId = connection.TenantId;
        return new DefaultAzureCredential(options);
    }

    private static void Require(string? value, string name, string setting)
    {
        if (value is null)
            throw Failures.Settings($"The {name} is missing.", $"Set {setting}.");
        if (value.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
            throw Failures.Settings($"The {name} holds a space or a line break.", $"Set {setting} to the {name} alone.");
    }
}
