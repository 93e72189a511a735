using System.Net;
using System.Text.Json;

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
