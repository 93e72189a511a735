using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Databricks.Tests;

public sealed class WorkspaceConnectionTests
{
    [Theory]
    [InlineData("t", null, null, null, IdentityKind.Pat)]
    [InlineData("t", "c", "s", "n", IdentityKind.Pat)]
    [InlineData(null, "c", "s", null, IdentityKind.OAuthM2M)]
    [InlineData(null, "c", "s", "n", IdentityKind.EntraServicePrincipal)]
    [InlineData(null, "c", null, "n", IdentityKind.EntraDefault)]
    [InlineData(null, "c", null, null, IdentityKind.EntraDefault)]
    [InlineData(null, null, null, null, IdentityKind.EntraDefault)]
    [InlineData(" ", "", " ", "", IdentityKind.EntraDefault)]
    public void The_identity_follows_from_what_is_set(string? token, string? client, string? secret, string? tenant, IdentityKind expected) =>
        new WorkspaceConnection { Host = "h", Token = token, ClientId = client, ClientSecret = secret, TenantId = tenant }.EffectiveIdentity.ShouldBe(expected);

    [Fact]
    public void A_named_identity_goes_before_the_inferred_one() =>
        new WorkspaceConnection { Host = "h", Token = "t", Identity = IdentityKind.EntraDefault }.EffectiveIdentity.ShouldBe(IdentityKind.EntraDefault);

    [Theory]
    [InlineData("abc123", "abc123")]
    [InlineData(" /sql/1.0/warehouses/abc123 ", "abc123")]
    [InlineData("sql/1.0/endpoints/abc123/", "abc123")]
    [InlineData("https://adb-1.2.azuredatabricks.net/sql/warehouses/abc123?o=12", "abc123")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_warehouse_may_be_given_by_id_path_or_address(string? text, string? id) =>
        new WorkspaceConnection { Host = "h", WarehouseId = text }.WarehouseId.ShouldBe(id);

    [Fact]
    public void Its_text_shows_no_secret()
    {
        var shown = new WorkspaceConnection { Host = "h", Token = Workspace.Token, ClientId = "app", ClientSecret = Workspace.Secret }.ToString();
        shown.ShouldContain("app");
        shown.ShouldNotContain(Workspace.Token);
        shown.ShouldNotContain(Workspace.Secret);
    }

    [Theory]
    [InlineData("h h", 10, "DATABRICKS_HOST")]
    [InlineData(Workspace.Name, 0, "RequestsPerSecond")]
    [InlineData(Workspace.Name, double.NaN, "RequestsPerSecond")]
    public void A_wrong_setting_stops_the_client_with_a_sentence(string host, double rate, string names)
    {
        var connection = new WorkspaceConnection { Host = host, Token = "t", RequestsPerSecond = rate };
        var failure = Should.Throw<DatabricksException>(() => new WorkspaceClient(connection, TimeProvider.System, NullLoggerFactory.Instance));
        failure.Kind.ShouldBe(DatabricksErrorKind.InvalidSettings);
        failure.Mend.ShouldContain(names);
    }

    [Theory]
    [InlineData(0, 300, null, "AttemptTimeout")]
    [InlineData(60, 100_000, null, "OverallTimeout")]
    [InlineData(60, 300, "http://example.com/token", "TokenEndpoint")]
    [InlineData(60, 300, "/oidc/v1/token", "TokenEndpoint")]
    public void Limits_and_endpoints_out_of_bounds_are_refused(int attempt, int overall, string? endpoint, string names)
    {
        var connection = new WorkspaceConnection
        {
            Host = Workspace.Name,
            Token = "t",
            AttemptTimeout = TimeSpan.FromSeconds(attempt),
            OverallTimeout = TimeSpan.FromSeconds(overall),
            TokenEndpoint = endpoint is null ? null : new Uri(endpoint, UriKind.RelativeOrAbsolute),
        };
        Should.Throw<DatabricksException>(() => new WorkspaceClient(connection, TimeProvider.System, NullLoggerFactory.Instance)).Mend.ShouldContain(names);
    }

    [Fact]
    public void Spaces_around_settings_are_taken_off_and_spaces_within_refused()
    {
        new WorkspaceConnection { Host = "h", Token = " t\n" }.Token.ShouldBe("t");
        var connection = new WorkspaceConnection { Host = Workspace.Name, Token = "t\r\nX-Header: y" };
        var failure = Should.Throw<DatabricksException>(() => new WorkspaceClient(connection, TimeProvider.System, NullLoggerFactory.Instance));
        failure.Kind.ShouldBe(DatabricksErrorKind.InvalidSettings);
        failure.Message.ShouldNotContain("X-Header");
    }

    [Theory]
    [InlineData(IdentityKind.Pat, null, null, null, "DATABRICKS_TOKEN")]
    [InlineData(IdentityKind.OAuthM2M, null, "s", null, "DATABRICKS_CLIENT_ID")]
    [InlineData(IdentityKind.OAuthM2M, "c", null, null, "DATABRICKS_CLIENT_SECRET")]
    [InlineData(IdentityKind.EntraServicePrincipal, "c", "s", null, "tenant id")]
    public void A_named_identity_says_which_setting_it_lacks(IdentityKind kind, string? client, string? secret, string? token, string names)
    {
        var connection = new WorkspaceConnection { Host = Workspace.Name, Identity = kind, ClientId = client, ClientSecret = secret, Token = token };
        var failure = Should.Throw<DatabricksException>(() => new WorkspaceClient(connection, TimeProvider.System, NullLoggerFactory.Instance));
        failure.Kind.ShouldBe(DatabricksErrorKind.InvalidSettings);
        failure.Message.ShouldContain(names);
    }
}
