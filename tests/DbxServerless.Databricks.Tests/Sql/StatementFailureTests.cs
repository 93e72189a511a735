using System.Net;
using static DbxServerless.Databricks.Tests.StatementTests;
using static DbxServerless.Databricks.Tests.Workspace;

namespace DbxServerless.Databricks.Tests;

public sealed class StatementFailureTests
{
    [Theory]
    [InlineData("BAD_REQUEST", "[TABLE_OR_VIEW_NOT_FOUND] The table or view `system`.`lakeflow`.`job_run_timeline` cannot be found. SQLSTATE: 42P01", "42P01",
        DatabricksErrorKind.TableOrViewNotFound, "GRANT SELECT ON SCHEMA system.lakeflow TO")]
    [InlineData("BAD_REQUEST", "the relation is not there", "42P01", DatabricksErrorKind.TableOrViewNotFound, "USE CATALOG")]
    [InlineData("BAD_REQUEST", "[SCHEMA_NOT_FOUND] The schema `system`.`query` cannot be found.", "42704", DatabricksErrorKind.SchemaNotEnabled, "systemschemas/query")]
    [InlineData("BAD_REQUEST", "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE SCHEMA on Schema 'system.billing'. SQLSTATE: 42501", "42501",
        DatabricksErrorKind.PermissionDenied, "GRANT USE SCHEMA ON SCHEMA system.billing TO")]
    [InlineData("BAD_REQUEST", "User does not have USE CATALOG on Catalog 'system'.", null, DatabricksErrorKind.PermissionDenied, "GRANT USE CATALOG ON CATALOG system TO")]
    [InlineData("BAD_REQUEST", "Sorry, cannot run the resource because you've exhausted your available credits.", null, DatabricksErrorKind.CreditsExhausted, "payment method")]
    [InlineData("BAD_REQUEST", "Inline byte limit exceeded. Statements executed with disposition=INLINE can have a result size of at most 26214400 bytes.", null,
        DatabricksErrorKind.ResultTooLarge, ":shard_count")]
    [InlineData("BAD_REQUEST", "[DIVIDE_BY_ZERO] Division by zero.", "22012", DatabricksErrorKind.StatementFailed, "query history")]
    [InlineData("DEADLINE_EXCEEDED", "too slow", null, DatabricksErrorKind.Timeout, "")]
    [InlineData("TEMPORARILY_UNAVAILABLE", "soon", null, DatabricksErrorKind.Unavailable, "")]
    [InlineData("SERVICE_UNDER_MAINTENANCE", "soon", null, DatabricksErrorKind.Unavailable, "")]
    [InlineData("RESOURCE_EXHAUSTED", "slow", null, DatabricksErrorKind.Throttled, "")]
    [InlineData("CANCELLED", "by an admin", null, DatabricksErrorKind.StatementCancelled, "")]
    public async Task A_failure_in_an_answer_of_200_is_told_by_its_words(string code, string message, string? sqlState, DatabricksErrorKind kind, string mend)
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Failed(code, message, sqlState));
        var failure = await FailAsync(workspace, "SELECT 1");
        failure.Kind.ShouldBe(kind);
        failure.ErrorCode.ShouldBe(code);
        failure.SqlState.ShouldBe(sqlState);
        failure.StatementId.ShouldBe("s-1");
        failure.Status.ShouldBe(HttpStatusCode.OK);
        failure.Mend.ShouldContain(mend);
        workspace.Script.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_grant_names_the_principal()
    {
        await using var workspace = WithOAuth();
        workspace.Script.On(TokenLine, TokenJson("t")).On(Submit, Failed("BAD_REQUEST", "[TABLE_OR_VIEW_NOT_FOUND] The table or view `system`.`billing`.`usage` cannot be found.", null));
        (await FailAsync(workspace, "SELECT 1")).Mend.ShouldStartWith(
            "GRANT USE CATALOG ON CATALOG system TO `app-1`; GRANT USE SCHEMA ON SCHEMA system.billing TO `app-1`; GRANT SELECT ON SCHEMA system.billing TO `app-1`;");
    }

    [Theory]
    [InlineData("CANCELED", DatabricksErrorKind.StatementCancelled)]
    [InlineData("CLOSED", DatabricksErrorKind.ResultGone)]
    [InlineData("FAILED", DatabricksErrorKind.StatementFailed)]
    public async Task An_end_without_a_word_is_told_by_its_state(string state, DatabricksErrorKind kind)
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, State("RUNNING")).On(Poll, State(state));
        (await FailAsync(workspace, "SELECT 1")).Kind.ShouldBe(kind);
        workspace.Script.ShouldBeDone();
    }

    [Theory]
    [InlineData("""{"error_code":"INVALID_PARAMETER_VALUE","message":"abc123 is not a valid endpoint id."}""", 400, DatabricksErrorKind.WarehouseNotFound)]
    [InlineData("""{"error_code":"NOT_FOUND","message":"SQL warehouse abc123 was not found"}""", 404, DatabricksErrorKind.WarehouseNotFound)]
    [InlineData("""{"error_code":"PERMISSION_DENIED","message":"You do not have permission to use the SQL Warehouse."}""", 403, DatabricksErrorKind.PermissionDenied)]
    public async Task A_submission_can_be_refused_for_its_warehouse(string body, int status, DatabricksErrorKind kind)
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, body, (HttpStatusCode)status);
        var failure = await FailAsync(workspace, "SELECT 1");
        failure.Kind.ShouldBe(kind);
        failure.Mend.ShouldContain("CAN USE");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"statement_id":"s-1"}""")]
    [InlineData("""{"status":{"state":"SUCCEEDED"}}""")]
    public async Task An_answer_without_id_or_state_is_no_answer(string body)
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, body);
        (await FailAsync(workspace, "SELECT 1")).Kind.ShouldBe(DatabricksErrorKind.UnexpectedResponse);
    }
}
