using System.Net;
using System.Text;
using static DbxServerless.Databricks.Tests.Workspace;

namespace DbxServerless.Databricks.Tests;

public sealed class OAuthTests
{
    private const string BadToken = """{"error_code":403,"message":"Invalid access token."}""";

    [Fact]
    public async Task A_token_is_asked_for_once_and_sent_with_every_request()
    {
        await using var workspace = WithOAuth();
        workspace.Script.On(TokenLine, TokenJson("t-1")).On(WarehouseLine, WarehouseJson).On(WarehouseLine, WarehouseJson);
        await workspace.GetWarehouseAsync();
        await workspace.GetWarehouseAsync();

        var request = workspace.Script.Requests[0];
        request.Line.ShouldBe(TokenLine);
        request.Body.ShouldBe("grant_type=client_credentials&scope=all-apis");
        request.Authorization.ShouldBe("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"app-1:{Secret}")));
        workspace.Script.Requests.Skip(1).ShouldAllBe(sent => sent.Authorization == "Bearer t-1");
        workspace.Script.ShouldBeDone();
        workspace.Client.Statistics.Snapshot().TokensRequested.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends()
    {
        await using var workspace = WithOAuth();
        workspace.Script.On(TokenLine, TokenJson("t-1", 3600)).On(TokenLine, TokenJson("t-2", 3600)).Times(3, script => script.On(WarehouseLine, WarehouseJson));
        await workspace.GetWarehouseAsync();
        workspace.Clock.Advance(TimeSpan.FromSeconds(3600 - 61));
        await workspace.GetWarehouseAsync();
        workspace.Clock.Advance(TimeSpan.FromSeconds(21));
        await workspace.GetWarehouseAsync();
        workspace.Script.Requests.Where(sent => sent.Line == WarehouseLine).Select(sent => sent.Authorization).ShouldBe(["Bearer t-1", "Bearer t-1", "Bearer t-2"]);
    }

    [Fact]
    public async Task Callers_at_the_same_time_share_one_token_request()
    {
        await using var workspace = WithOAuth();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        workspace.Script.On(TokenLine, _ => answer.Task).Times(20, script => script.On(WarehouseLine, WarehouseJson));
        var calls = Enumerable.Range(0, 20).Select(_ => workspace.Client.Facts.GetWarehouseAsync(CancellationToken.None)).ToList();
        workspace.Script.Lines.ShouldBe([TokenLine]);
        answer.SetResult(ScriptedHandler.Json(TokenJson("t-1")));
        await Task.WhenAll(calls);
        workspace.Script.Lines.Count(line => line == TokenLine).ShouldBe(1);
    }

    [Fact]
    public async Task One_who_gives_up_waiting_does_not_take_the_token_from_the_others()
    {
        await using var workspace = WithOAuth();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        workspace.Script.On(TokenLine, _ => answer.Task).On(WarehouseLine, WarehouseJson);
        using var cancellation = new CancellationTokenSource();
        var impatient = workspace.Client.Facts.GetWarehouseAsync(cancellation.Token);
        var patient = workspace.Client.Facts.GetWarehouseAsync(CancellationToken.None);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => impatient);
        answer.SetResult(ScriptedHandler.Json(TokenJson("t-1")));
        (await patient).Name.ShouldBe("starter");
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, BadToken)]
    [InlineData(HttpStatusCode.Unauthorized, """{"error_code":401,"message":"Credential was not sent or was of an unsupported type for this API."}""")]
    public async Task A_rejected_token_is_renewed_once(HttpStatusCode status, string body)
    {
        await using var workspace = WithOAuth();
        workspace.Script.On(TokenLine, TokenJson("t-1")).On(TokenLine, TokenJson("t-2")).On(WarehouseLine, body, status).On(WarehouseLine, WarehouseJson);
        (await workspace.GetWarehouseAsync()).Name.ShouldBe("starter");
        workspace.Script.Requests[^1].Authorization.ShouldBe("Bearer t-2");
    }

    [Fact]
    public async Task A_second_rejection_is_the_answer()
    {
        await using var workspace = WithOAuth();
        workspace.Script.On(TokenLine, TokenJson("t-1")).On(TokenLine, TokenJson("t-2"))
            .On(WarehouseLine, BadToken, HttpStatusCode.Forbidden).On(WarehouseLine, BadToken, HttpStatusCode.Forbidden);
        (await workspace.FailWarehouseAsync()).Kind.ShouldBe(DatabricksErrorKind.TokenRejected);
        workspace.Script.ShouldBeDone();
    }

    [Fact]
    public async Task Many_rejections_of_one_token_renew_it_once()
    {
        await using var workspace = WithOAuth();
        workspace.Script.On(TokenLine, TokenJson("t-1")).On(TokenLine, TokenJson("t-2"));
        var gate = new TaskCompletionSource();
        workspace.Script.Times(10, script => script.On(WarehouseLine, async _ =>
        {
            await gate.Task;
            return ScriptedHandler.Json(BadToken, HttpStatusCode.Forbidden);
        })).Times(10, script => script.On(WarehouseLine, WarehouseJson));
        var calls = Enumerable.Range(0, 10).Select(_ => workspace.Client.Facts.GetWarehouseAsync(CancellationToken.None)).ToList();
        gate.SetResult();
        await Task.WhenAll(calls);
        workspace.Script.Lines.Count(line => line == TokenLine).ShouldBe(2);
    }

    [Fact]
    public async Task A_personal_access_token_cannot_be_renewed()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(WarehouseLine, BadToken, HttpStatusCode.Forbidden);
        (await workspace.FailWarehouseAsync()).Kind.ShouldBe(DatabricksErrorKind.TokenRejected);
        workspace.Script.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_token_request_is_asked_again_by_the_next_caller()
    {
        await using var workspace = WithOAuth();
        workspace.Script.On(TokenLine, """{"error":"invalid_client"}""", HttpStatusCode.Unauthorized).On(TokenLine, TokenJson("t-1")).On(WarehouseLine, WarehouseJson);
        (await workspace.FailWarehouseAsync()).Kind.ShouldBe(DatabricksErrorKind.ClientSecretRejected);
        (await workspace.GetWarehouseAsync()).Name.ShouldBe("starter");
    }

    [Theory]
    [InlineData(Secret, "revoked", "Entra secret: set")]
    [InlineData("Abc8Q~this-is-an-entra-secret", "probably an Entra secret", "revoked, if")]
    public async Task A_refused_secret_says_what_it_may_be_and_how_to_tell(string secret, string says, string doesNotSay)
    {
        await using var workspace = WithOAuth(secret: secret);
        workspace.Script.On(TokenLine, """{"error":"invalid_client","error_description":"Client authentication failed","error_id":"e-1"}""", HttpStatusCode.Unauthorized);
        var failure = await workspace.FailWarehouseAsync();
        failure.Kind.ShouldBe(DatabricksErrorKind.ClientSecretRejected);
        failure.ErrorCode.ShouldBe("invalid_client");
        foreach (var cause in (string[])["wrong", "expired", "revoked", "Entra secret"])
            failure.Reason.ShouldContain(cause);
        failure.Mend.ShouldContain(says);
        failure.Mend.ShouldNotContain(doesNotSay);
        failure.ToString().ShouldNotContain(secret);
        workspace.Script.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("<html>sign in</html>", HttpStatusCode.OK, DatabricksErrorKind.NotDatabricks)]
    [InlineData("<html>no such page</html>", HttpStatusCode.NotFound, DatabricksErrorKind.NotDatabricks)]
    [InlineData("{}", HttpStatusCode.OK, DatabricksErrorKind.UnexpectedResponse)]
    [InlineData("""{"error":"access_denied","error_description":"Principal is not a member of workspace 12"}""", HttpStatusCode.Forbidden, DatabricksErrorKind.NotWorkspaceMember)]
    [InlineData("""{"error_code":403,"message":"Source IP address: 1.2.3.4 is blocked by Databricks IP ACL for workspace: 1"}""", HttpStatusCode.Forbidden, DatabricksErrorKind.IpAccessList)]
    public async Task The_token_request_itself_tells_what_is_wrong(string body, HttpStatusCode status, DatabricksErrorKind kind)
    {
        await using var workspace = WithOAuth();
        workspace.Script.On(TokenLine, body.StartsWith('<') ? ScriptedHandler.Html(body, status) : ScriptedHandler.Json(body, status));
        var failure = await workspace.Clock.FailAsync(async () => await workspace.Client.Identity.GetAsync(CancellationToken.None));
        failure.Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task The_token_endpoint_can_be_another()
    {
        await using var workspace = WithOAuth(connection => connection with { TokenEndpoint = new Uri("https://accounts.example.com/oidc/accounts/1/v1/token") });
        workspace.Script.On("POST /oidc/accounts/1/v1/token", TokenJson("t-1"));
        (await workspace.Client.Identity.GetAsync(CancellationToken.None)).Value.ShouldBe("t-1");
        workspace.Script.Requests[0].Uri.Host.ShouldBe("accounts.example.com");
    }

    [Fact]
    public async Task A_token_shows_itself_to_nobody()
    {
        await using var workspace = new Workspace();
        var token = await workspace.Client.Identity.GetAsync(CancellationToken.None);
        token.ToString().ShouldNotContain(Token);
        new TokenResponse { AccessToken = "hidden" }.ToString().ShouldNotContain("hidden");
    }
}
