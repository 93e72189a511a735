using System.Net;
using static DbxServerless.Databricks.DatabricksErrorKind;
using static DbxServerless.Databricks.Tests.Workspace;

namespace DbxServerless.Databricks.Tests;

public sealed class ErrorTests
{
    private const string Any = "GET /api/2.0/token/list";

    [Theory]
    [InlineData(403, """{"error_code":403,"message":"Invalid access token. [ReqId: 11-22]"}""", TokenRejected, "invalid, expired or revoked", "DATABRICKS_TOKEN")]
    [InlineData(403, """{"error_code":"403","message":"Invalid access token."}""", TokenRejected, "invalid, expired or revoked", "DATABRICKS_TOKEN")]
    [InlineData(401, """{"error_code":401,"message":"Token is expired."}""", TokenRejected, "invalid, expired or revoked", "DATABRICKS_TOKEN")]
    [InlineData(401, """{"error_code":401,"message":"Credential was not sent or was of an unsupported type for this API. [ReqId: a]"}""", CredentialMissing, "no credential", "DATABRICKS_CLIENT_ID")]
    [InlineData(403, """{"error_code":"PERMISSION_DENIED","message":"Requesting user 'x' is not an admin."}""", PermissionDenied, "not an admin", "Grant")]
    [InlineData(403, """{"error_code":"PERMISSION_DENIED","message":"This API is disabled for users without the workspace-access entitlement."}""", PermissionDenied, "entitlement", "entitlement")]
    [InlineData(403, """{"error_code":403,"message":"Source IP address: 203.0.113.7 is blocked by Databricks IP ACL for workspace: 7474"}""", DatabricksErrorKind.IpAccessList, "blocks our address", "203.0.113.7")]
    [InlineData(403, """{"error_code":403,"message":"SOURCE IP ADDRESS: 203.0.113.7 IS BLOCKED BY DATABRICKS IP ACL FOR WORKSPACE: 7474"}""", DatabricksErrorKind.IpAccessList, "blocks our address", "203.0.113.7")]
    [InlineData(400, """{"error_code":"BAD_REQUEST","message":"Sorry, cannot run the resource because you've exhausted your available credits. Please add a payment method."}""", CreditsExhausted, "no credits", "payment method")]
    [InlineData(400, """{"error_code":"BAD_REQUEST","message":"no","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"DENY_NEW_AND_EXISTING_RESOURCES","domain":"resource-gatekeeper","metadata":{"denyReason":"CREDIT_EXHAUSTED"}}]}""", CreditsExhausted, "no credits", "payment method")]
    [InlineData(403, """{"error_code":"PERMISSION_DENIED","message":"User is not a member of this workspace."}""", NotWorkspaceMember, "not a member", "Add the service principal")]
    [InlineData(403, "<html><head><title>Error 403</title></head><body><h2>HTTP ERROR 403</h2><p>Problem accessing /api. Reason:<pre>    User not authorized.</pre></p></body></html>", NotWorkspaceMember, "User not authorized", "Add the service principal")]
    [InlineData(404, """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"gone"}""", NotFound, "does not exist", "id")]
    [InlineData(404, """{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"detail":"User not here","status":"404","scimType":"invalidValue"}""", NotFound, "invalidValue User not here", "id")]
    [InlineData(404, "Not Found", NotDatabricks, "instead of the workspace's API", "adb-")]
    [InlineData(400, """{"error_code":"INVALID_PARAMETER_VALUE","message":"Cluster 1-2-x does not exist"}""", NotFound, "1-2-x", "id")]
    [InlineData(400, """{"error_code":"INVALID_PARAMETER_VALUE","message":"limit must be below 25"}""", InvalidRequest, "limit must be below 25", "settings")]
    [InlineData(400, """{"error_code":"INVALID_PARAMETER_VALUE","message":"Invalid token in page_token"}""", InvalidRequest, "page_token", "settings")]
    [InlineData(403, """{"error_code":"PERMISSION_DENIED","message":"User is not a member of the group admins."}""", PermissionDenied, "group admins", "Grant")]
    [InlineData(400, """{"error":"An API 1.2 message"}""", InvalidRequest, "An API 1.2 message", "settings")]
    [InlineData(400, "BAD_THING: a coded line", InvalidRequest, "a coded line", "settings")]
    [InlineData(501, """{"error_code":"NOT_IMPLEMENTED"}""", InvalidRequest, "501", "settings")]
    [InlineData(302, "", NotDatabricks, "a redirect", "adb-")]
    [InlineData(200, "<!DOCTYPE html><html><body>Sign in</body></html>", NotDatabricks, "web page", "adb-")]
    [InlineData(403, "<html><body>Forbidden by the firewall</body></html>", NotDatabricks, "web page", "adb-")]
    public async Task Every_refusal_has_its_kind_sentence_and_mend(int status, string body, DatabricksErrorKind kind, string reason, string mend)
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Any, body.StartsWith('<') ? ScriptedHandler.Html(body, (HttpStatusCode)status) : ScriptedHandler.Json(body, (HttpStatusCode)status));
        var failure = await FailAsync(workspace);
        failure.Kind.ShouldBe(kind);
        failure.Reason.ShouldContain(reason, Case.Sensitive);
        failure.Mend.ShouldContain(mend, Case.Sensitive);
        failure.Message.ShouldBe($"{failure.Reason} {failure.Mend}");
        failure.Status.ShouldBe((HttpStatusCode)status);
        failure.Endpoint.ShouldBe(Any);
        failure.IsTransient.ShouldBeFalse();
        workspace.Script.Requests.Count.ShouldBe(1, "what cannot succeed is not repeated");
    }

    [Theory]
    [InlineData(429, """{"error_code":"RESOURCE_EXHAUSTED"}""", Throttled)]
    [InlineData(429, "", Throttled)]
    [InlineData(429, "<html>slow</html>", Throttled)]
    [InlineData(503, """{"error_code":"TEMPORARILY_UNAVAILABLE"}""", Unavailable)]
    [InlineData(502, "<html>Bad gateway</html>", Unavailable)]
    [InlineData(500, """{"error_code":"INTERNAL_ERROR","message":"x"}""", Unavailable)]
    [InlineData(409, """{"error_code":"ABORTED","message":"x"}""", Unavailable)]
    [InlineData(504, """{"error_code":"DEADLINE_EXCEEDED","message":"x"}""", DatabricksErrorKind.Timeout)]
    [InlineData(400, """{"error_code":"INVALID_STATE","message":"Workspace 7 does not have any associated worker environments"}""", Unavailable)]
    public async Task What_may_pass_is_repeated(int status, string body, DatabricksErrorKind kind)
    {
        await using var workspace = new Workspace();
        workspace.Script.Times(9, script => script.On(Any, body.StartsWith('<') ? ScriptedHandler.Html(body, (HttpStatusCode)status) : ScriptedHandler.Json(body, (HttpStatusCode)status)));
        var failure = await FailAsync(workspace);
        failure.Kind.ShouldBe(kind);
        failure.IsTransient.ShouldBeTrue();
        workspace.Script.Requests.Count.ShouldBe(9);
    }

    [Fact]
    public async Task A_redirect_says_where_to_but_not_with_what()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Any, "", HttpStatusCode.Found, ("Location", "https://login.microsoftonline.com/common/oauth2?state=hidden"));
        var failure = await FailAsync(workspace);
        failure.Reason.ShouldContain("login.microsoftonline.com/common/oauth2");
        failure.Message.ShouldNotContain("hidden");
    }

    [Fact]
    public async Task A_workspace_behind_private_link_says_so()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Any, "", HttpStatusCode.Found, ("Location", "https://adb-1.2.azuredatabricks.net/login.html?error=private-link-validation-error:1"));
        var failure = await FailAsync(workspace);
        failure.Kind.ShouldBe(NotDatabricks);
        failure.Mend.ShouldContain("Private Link");
    }

    [Fact]
    public async Task A_missing_warehouse_is_named()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(WarehouseLine, """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"SQL warehouse abc123 does not exist"}""", HttpStatusCode.NotFound)
            .On(WarehouseLine, """{"error_code":"INVALID_PARAMETER_VALUE","message":"abc123 is not a valid endpoint id."}""", HttpStatusCode.BadRequest);
        for (var i = 0; i < 2; i++)
        {
            var failure = await workspace.FailWarehouseAsync();
            failure.Kind.ShouldBe(WarehouseNotFound);
            failure.Reason.ShouldContain("'abc123'");
            failure.Mend.ShouldContain("DATABRICKS_WAREHOUSE_ID");
        }
    }

    [Fact]
    public async Task Codes_and_request_ids_are_kept_from_wherever_they_stand()
    {
        await using var workspace = new Workspace();
        workspace.Script
            .On(Any, """{"error_code":403,"message":"Invalid access token. [ReqId: from-text]"}""", HttpStatusCode.Forbidden)
            .On(Any, """{"error_code":"PERMISSION_DENIED","message":"x","details":[{"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"from-details"}]}""", HttpStatusCode.Forbidden)
            .On(Any, """{"error_code":"PERMISSION_DENIED","message":"x"}""", HttpStatusCode.Forbidden, ("x-request-id", "from-header"));
        var failures = new[] { await FailAsync(workspace), await FailAsync(workspace), await FailAsync(workspace) };
        failures.Select(failure => failure.RequestId).ShouldBe(["from-text", "from-details", "from-header"]);
        failures.Select(failure => failure.ErrorCode).ShouldBe(["403", "PERMISSION_DENIED", "PERMISSION_DENIED"]);
        failures[0].Reason.ShouldNotContain("ReqId");
    }

    [Fact]
    public async Task The_reason_phrase_stands_in_for_an_empty_body()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Any, "", HttpStatusCode.Forbidden, ("X-Databricks-Reason-Phrase", "Invalid access token."));
        (await FailAsync(workspace)).Kind.ShouldBe(TokenRejected);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("{\"token_infos\":", "not the JSON")]
    [InlineData("null", "holds nothing")]
    [InlineData("[1]", "not the JSON")]
    [InlineData("{\"id\":{}}", "$.id")]
    public async Task A_malformed_body_is_an_unexpected_response_that_quotes_nothing(string body, string says)
    {
        await using var workspace = new Workspace();
        workspace.Script.On(WarehouseLine, body, HttpStatusCode.OK, ("x-request-id", "r-1"));
        var failure = await workspace.FailWarehouseAsync();
        failure.Kind.ShouldBe(UnexpectedResponse);
        failure.Reason.ShouldContain(says);
        failure.RequestId.ShouldBe("r-1");
    }

    [Theory]
    [InlineData("{\"error_code\":")]
    [InlineData("{\"error_code\":[],\"message\":{},\"details\":\"x\"}")]
    [InlineData("{\"details\":[1,null,{}]}")]
    public async Task A_malformed_refusal_is_judged_by_its_status(string body)
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Any, body, HttpStatusCode.Forbidden);
        (await FailAsync(workspace)).Kind.ShouldBe(PermissionDenied);
    }

    [Fact]
    public async Task Secrets_that_the_server_repeats_do_not_get_into_the_message()
    {
        const string Jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";
        await using var workspace = Workspace.WithOAuth(secret: "Abc8Q~entra-secret-value");
        workspace.Script.On(TokenLine, TokenJson("opaque-1"))
            .On(Any, $$"""{"error_code":"PERMISSION_DENIED","message":"no Abc8Q~entra-secret-value, {{Token}}, {{Secret}}, Bearer abcdefgh123, {{Jwt}}, opaque-1"}""", HttpStatusCode.Forbidden);
        var failure = await FailAsync(workspace);
        failure.Reason.ShouldContain("no ***, ***, ***, Bearer ***, ***, ***");
    }

    [Fact]
    public void Long_texts_are_cut() => ErrorBody.Parse(new string('x', 5000)).Message.Length.ShouldBe(501);

    [Fact]
    public void Every_kind_has_a_mend()
    {
        var text = new ErrorText("h", new WorkspaceConnection { Host = "h" });
        Enum.GetValues<DatabricksErrorKind>().ShouldAllBe(kind => text.Mend(kind, "").Length > 0);
    }

    [Fact]
    public void Permissions_are_told_from_what_passes_by_itself()
    {
        var permission = new DatabricksException(TableOrViewNotFound, "a.", "b.");
        permission.IsPermission.ShouldBeTrue();
        permission.IsTransient.ShouldBeFalse();
        new DatabricksException(Throttled, "a.", "b.").IsPermission.ShouldBeFalse();
    }

    private static Task<DatabricksException> FailAsync(Workspace workspace) =>
        workspace.Clock.FailAsync(() => workspace.Client.Rest.GetAsync("/api/2.0/token/list", DatabricksJson.Default.Warehouse, CancellationToken.None));
}
