using System.Net;
using System.Text.Json;
using static DbxServerless.Databricks.Tests.Workspace;

namespace DbxServerless.Databricks.Tests;

public sealed class StatementTests
{
    internal const string Submit = "POST /api/2.0/sql/statements";
    internal const string Poll = "GET /api/2.0/sql/statements/s-1";
    internal const string Cancel = "POST /api/2.0/sql/statements/s-1/cancel";

    [Fact]
    public async Task A_statement_is_sent_with_its_parameters_and_read_by_its_columns()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Succeeded("""[["1","a"],["2",null]]""", 2));
        await using var result = await ExecuteAsync(workspace, new SqlStatement("SELECT id, name FROM t WHERE at > :since",
            SqlParameter.Timestamp("since", new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.FromHours(2))), SqlParameter.Text("none", null), SqlParameter.Boolean("yes", true),
            SqlParameter.Date("day", new DateOnly(2026, 3, 1)), SqlParameter.Decimal("price", 0.10m), SqlParameter.Int64("n", long.MaxValue))
        { RowLimit = 10, Catalog = "system", Schema = "lakeflow" });

        result.StatementId.ShouldBe("s-1");
        result.Truncated.ShouldBeFalse();
        result.Columns.ShouldBe([new SqlColumn("id", "LONG", "BIGINT"), new SqlColumn("name", "STRING", "STRING")]);
        var rows = await workspace.Clock.ListAsync(() => result.ReadAsync());
        rows.Select(row => (row.Int64("id"), row.Text("name"))).ShouldBe([(1, "a"), (2, null)]);

        using var body = JsonDocument.Parse(workspace.Script.Requests.ShouldHaveSingleItem().Body);
        body.RootElement.GetRawText().ShouldBe(
            """
            {"warehouse_id":"abc123","statement":"SELECT id, name FROM t WHERE at \u003E :since","parameters":[
            {"name":"since","value":"2026-03-01T00:00:00.000000Z","type":"TIMESTAMP"},{"name":"none","type":"STRING"},{"name":"yes","value":"true","type":"BOOLEAN"},
            {"name":"day","value":"2026-03-01","type":"DATE"},{"name":"price","value":"0.10","type":"DECIMAL(38,18)"},{"name":"n","value":"9223372036854775807","type":"BIGINT"}],
            "disposition":"INLINE","format":"JSON_ARRAY","wait_timeout":"10s","on_wait_timeout":"CONTINUE","row_limit":10,"catalog":"system","schema":"lakeflow"}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task An_attempt_shorter_than_the_wait_asks_for_none()
    {
        await using var workspace = new Workspace(connection => connection with { AttemptTimeout = TimeSpan.FromSeconds(10) });
        workspace.Script.On(Submit, Succeeded("[]", 0));
        await ExecuteAsync(workspace, "SELECT 1");
        workspace.Script.Requests[0].Body.ShouldContain("\"wait_timeout\":\"0s\"");
        workspace.Script.Requests[0].Body.ShouldNotContain("on_wait_timeout");
    }

    [Fact]
    public async Task A_long_statement_is_polled_less_and_less_often()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, State("PENDING")).Times(12, script => script.On(Poll, State("RUNNING"))).On(Poll, Succeeded("""[["1","a"]]""", 1));
        var result = await ExecuteAsync(workspace, "SELECT 1");
        var at = workspace.Script.Requests.Select(request => request.At).ToList();
        var waits = at.Zip(at.Skip(1), (before, after) => (after - before).TotalSeconds).ToList();
        waits[0].ShouldBe(0.5);
        waits.Zip(waits.Skip(1)).ShouldAllBe(pair => pair.First <= pair.Second);
        waits[^1].ShouldBe(10);
        result.Elapsed.ShouldBe(at[^1] - at[0]);
        (await workspace.Clock.ListAsync(() => result.ReadAsync())).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_stopped_warehouse_is_waited_for()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, State("PENDING")).Times(30, script => script.On(Poll, State("PENDING"))).On(Poll, Succeeded("[]", 0));
        var result = await ExecuteAsync(workspace, "SELECT 1");
        result.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task A_warehouse_that_does_not_start_is_given_up_and_the_statement_cancelled()
    {
        await using var workspace = new Workspace(connection => connection with { WarehouseStartTimeout = TimeSpan.FromMinutes(1) });
        workspace.Script.On(Submit, State("PENDING")).Times(20, script => script.On(Poll, State("PENDING"))).On(Cancel, "{}");
        var failure = await FailAsync(workspace, "SELECT 1");
        failure.Kind.ShouldBe(DatabricksErrorKind.Timeout);
        failure.Reason.ShouldContain("warehouse abc123");
        failure.StatementId.ShouldBe("s-1");
        workspace.Script.Lines.Last().ShouldBe(Cancel);
    }

    [Fact]
    public async Task A_statement_that_never_ends_is_given_up_and_cancelled()
    {
        await using var workspace = new Workspace(connection => connection with { StatementTimeout = TimeSpan.FromMinutes(2) });
        workspace.Script.On(Submit, State("RUNNING")).Times(30, script => script.On(Poll, State("RUNNING"))).On(Cancel, "");
        var failure = await FailAsync(workspace, "SELECT 1");
        failure.Kind.ShouldBe(DatabricksErrorKind.Timeout);
        failure.Reason.ShouldContain("2 min");
        workspace.Script.Lines.Last().ShouldBe(Cancel);
    }

    [Fact]
    public async Task A_state_nobody_knows_yet_is_waited_for()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, State("QUEUED_SOMEWHERE")).On(Poll, Succeeded("[]", 0));
        (await ExecuteAsync(workspace, "SELECT 1")).StatementId.ShouldBe("s-1");
    }

    [Fact]
    public async Task Cancelling_us_cancels_the_statement()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, State("RUNNING")).Times(10, script => script.On(Poll, State("RUNNING"))).On(Cancel, "");
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(4), workspace.Clock);
        await Should.ThrowAsync<OperationCanceledException>(() => workspace.Clock.RunAsync(() => workspace.Client.Sql.ExecuteAsync(new SqlStatement("SELECT 1"), cancellation.Token)));
        workspace.Script.Lines.Last().ShouldBe(Cancel);
    }

    [Fact]
    public async Task Cancelling_us_during_the_submission_cancels_the_statement_once_its_id_is_known()
    {
        await using var workspace = new Workspace();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        workspace.Script.On(Submit, _ => answer.Task).On(Cancel, "");
        using var cancellation = new CancellationTokenSource();
        var execution = workspace.Client.Sql.ExecuteAsync(new SqlStatement("SELECT 1"), cancellation.Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => execution);
        workspace.Script.Lines.ShouldBe([Submit]);
        answer.SetResult(ScriptedHandler.Json(State("RUNNING")));
        await workspace.DisposeAsync();
        workspace.Script.Lines.ShouldBe([Submit, Cancel]);
    }

    [Fact]
    public async Task A_cancellation_that_fails_does_not_hide_why_it_was_asked_for()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, State("RUNNING")).On(Poll, """{"error_code":"PERMISSION_DENIED","message":"no"}""", HttpStatusCode.Forbidden)
            .On(Cancel, """{"error_code":"PERMISSION_DENIED","message":"no"}""", HttpStatusCode.Forbidden);
        (await FailAsync(workspace, "SELECT 1")).Kind.ShouldBe(DatabricksErrorKind.PermissionDenied);
        workspace.Script.ShouldBeDone();
    }

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

    [Fact]
    public async Task Nothing_but_a_select_is_sent()
    {
        await using var workspace = new Workspace();
        (await FailAsync(workspace, "DROP TABLE t")).Kind.ShouldBe(DatabricksErrorKind.InvalidRequest);
        workspace.Script.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_warehouse_the_setting_is_named()
    {
        await using var workspace = new Workspace(connection => connection with { WarehouseId = null });
        var failure = await FailAsync(workspace, "SELECT 1");
        failure.Kind.ShouldBe(DatabricksErrorKind.InvalidSettings);
        failure.Mend.ShouldContain("DATABRICKS_WAREHOUSE_ID");
    }

    [Fact]
    public async Task Truncation_by_a_limit_is_told()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Succeeded("""[["1","a"]]""", 500, truncated: true));
        var result = await ExecuteAsync(workspace, "SELECT 1");
        result.Truncated.ShouldBeTrue();
        (await workspace.Clock.ListAsync(() => result.ReadAsync())).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_result_of_given_rows_reads_like_a_real_one()
    {
        await using var result = SqlResult.From([new SqlColumn("id", "LONG"), new SqlColumn("name")], [["1", "a"], ["2", null]]);
        var rows = await result.ReadAsync().ToListAsync();
        rows.Select(row => row.RequiredInt64("id")).ShouldBe([1, 2]);
        await result.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await result.ReadAsync().ToListAsync());
    }

    internal static string State(string state) => $$$"""{"statement_id":"s-1","status":{"state":"{{{state}}}"}}""";

    internal static string Failed(string code, string message, string? sqlState, string id = "s-1") => JsonSerializer.Serialize(
        new StatementResponse { StatementId = id, Status = new StatementStatus { State = "FAILED", Error = new StatementError { ErrorCode = code, Message = message }, SqlState = sqlState } },
        DatabricksJson.Default.StatementResponse);

    internal static string Succeeded(string rows, long total, bool truncated = false, string more = "", string id = "s-1") =>
        $$$"""
        {"statement_id":"{{{id}}}","status":{"state":"SUCCEEDED"},"manifest":{"format":"JSON_ARRAY","schema":{"column_count":2,"columns":[
        {"name":"name","type_text":"STRING","type_name":"STRING","position":1},{"name":"id","type_text":"BIGINT","type_name":"LONG","position":0}]},
        "total_chunk_count":1,"total_row_count":{{{total}}},"truncated":{{{(truncated ? "true" : "false")}}}},
        "result":{"chunk_index":0,"row_offset":0,{{{more}}}"data_array":{{{rows}}}}}
        """;

    internal static Task<SqlResult> ExecuteAsync(Workspace workspace, SqlStatement statement) =>
        workspace.Clock.RunAsync(() => workspace.Client.Sql.ExecuteAsync(statement, CancellationToken.None));

    internal static Task<SqlResult> ExecuteAsync(Workspace workspace, string text) => ExecuteAsync(workspace, new SqlStatement(text));

    internal static Task<DatabricksException> FailAsync(Workspace workspace, string text) =>
        workspace.Clock.FailAsync(() => workspace.Client.Sql.ExecuteAsync(new SqlStatement(text), CancellationToken.None));
}
