using System.Net;
using Azure.Core;
using Azure.Identity;
using static DbxServerless.Databricks.Tests.Workspace;

namespace DbxServerless.Databricks.Tests;

public sealed class EntraTests
{
    private const string DatabricksScope = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default";

    private readonly List<TokenCredential> _made = [];
    private readonly List<string> _scopes = [];
    private Exception? _failure;

    [Fact]
    public async Task The_token_is_for_azure_databricks()
    {
        await using var workspace = NewWorkspace();
        workspace.Script.On(WarehouseLine, WarehouseJson);
        await workspace.GetWarehouseAsync();
        _scopes.ShouldBe([DatabricksScope]);
        workspace.Script.Requests[0].Authorization.ShouldBe("Bearer entra-1");
        workspace.Client.Identity.Kind.ShouldBe(IdentityKind.EntraDefault);
    }

    [Fact]
    public async Task A_resource_id_adds_the_management_token()
    {
        await using var workspace = NewWorkspace(connection => connection with { AzureWorkspaceResourceId = "/subscriptions/1/x" });
        workspace.Script.On(WarehouseLine, WarehouseJson);
        await workspace.GetWarehouseAsync();
        _scopes.ShouldBe([DatabricksScope, "https://management.core.windows.net//.default"]);
        var headers = workspace.Script.Requests[0].Headers;
        headers["X-Databricks-Azure-SP-Management-Token"].ShouldBe("entra-2");
        headers["X-Databricks-Azure-Workspace-Resource-Id"].ShouldBe("/subscriptions/1/x");
    }

    [Fact]
    public async Task A_rejected_token_gets_a_new_credential_with_an_empty_cache()
    {
        await using var workspace = NewWorkspace();
        workspace.Script.On(WarehouseLine, """{"error_code":403,"message":"Invalid access token."}""", HttpStatusCode.Forbidden).On(WarehouseLine, WarehouseJson);
        await workspace.GetWarehouseAsync();
        _made.Count.ShouldBe(2);
        workspace.Script.Requests[^1].Authorization.ShouldBe("Bearer entra-2");
    }

    [Theory]
    [InlineData("AADSTS7000215: Invalid client secret provided.", DatabricksErrorKind.ClientSecretRejected, "App registrations")]
    [InlineData("AADSTS7000222: The provided client secret keys for app 'x' are expired.", DatabricksErrorKind.ClientSecretRejected, "expired")]
    [InlineData("AADSTS700016: Application with identifier 'x' was not found in the directory", DatabricksErrorKind.ClientSecretRejected, "App registrations")]
    [InlineData("AADSTS50034: The user account does not exist", DatabricksErrorKind.CredentialMissing, "managed identity")]
    public async Task Entras_refusals_are_told_apart(string message, DatabricksErrorKind kind, string mend)
    {
        _failure = new AuthenticationFailedException($"ClientSecretCredential authentication failed: {message}\nTrace ID: 1");
        await using var workspace = NewWorkspace(connection => connection with { ClientId = "app", ClientSecret = "entra-secret-1", TenantId = "tenant" });
        var failure = await workspace.FailWarehouseAsync();
        failure.Kind.ShouldBe(kind);
        failure.Reason.ShouldContain(message[..12]);
        failure.Reason.ShouldNotContain("Trace ID");
        failure.Mend.ShouldContain(mend);
    }

    [Fact]
    public async Task No_identity_at_all_says_how_to_give_one()
    {
        _failure = new CredentialUnavailableException("No managed identity endpoint found.");
        await using var workspace = NewWorkspace();
        var failure = await workspace.FailWarehouseAsync();
        failure.Kind.ShouldBe(DatabricksErrorKind.CredentialMissing);
        failure.Mend.ShouldContain("managed identity");
        failure.Mend.ShouldContain("DATABRICKS_CLIENT_ID");
    }

    [Fact]
    public async Task A_tenant_that_cannot_be_one_is_a_wrong_setting()
    {
        await using var workspace = new Workspace(connection => connection with { Token = null, ClientId = "app", ClientSecret = "entra-secret-1", TenantId = "no/tenant" });
        var failure = await workspace.FailWarehouseAsync();
        failure.Kind.ShouldBe(DatabricksErrorKind.InvalidSettings);
        failure.Mend.ShouldContain("tenant id");
    }

    [Theory]
    [InlineData("n", "s", typeof(StaticToken), false)]
    [InlineData("n", null, typeof(CachedTokenSource), true)]
    public void Without_a_substitute_the_credentials_of_azure_identity_are_made(string tenant, string? secret, Type type, bool entra)
    {
        var connection = new WorkspaceConnection { Host = Name, ClientId = "c", TenantId = tenant, ClientSecret = secret, Token = entra ? null : "t" };
        using var client = Sources(connection);
        client.Workspace.ShouldBeOfType(type);
        client.Management.ShouldBeNull();
    }

    private static TokenSources Sources(WorkspaceConnection connection)
    {
        var logger = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
        using var transport = new Transport(new Uri($"https://{Name}/"), connection, TimeProvider.System, logger, null);
        return TokenSources.For(connection, transport, TimeProvider.System, logger);
    }

    private Workspace NewWorkspace(Func<WorkspaceConnection, WorkspaceConnection>? change = null)
    {
        Workspace? workspace = null;
        return workspace = new Workspace(connection => (change ?? (same => same))(connection with { Token = null }), credential: () =>
        {
            var credential = new Credential(this, () => workspace!.Clock.GetUtcNow().AddHours(1));
            _made.Add(credential);
            return credential;
        });
    }

    private sealed class Credential(EntraTests test, Func<DateTimeOffset> expiresOn) : TokenCredential
    {
        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            test._scopes.AddRange(requestContext.Scopes);
            return test._failure is { } failure
                ? ValueTask.FromException<AccessToken>(failure)
                : new ValueTask<AccessToken>(new AccessToken($"entra-{test._scopes.Count}", expiresOn()));
        }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
