using System.Net;
using static DbxServerless.Databricks.Tests.StatementTests;

namespace DbxServerless.Databricks.Tests;

public sealed class ChunkTests
{
    private const string Chunks = "/api/2.0/sql/statements/s-1/result/chunks/";

    [Fact]
    public async Task Chunks_follow_one_another_by_their_links()
    {
        await using var workspace = new Workspace();
        workspace.Script
            .On(Submit, Succeeded("""[["1","a"]]""", 4, more: $"\"next_chunk_index\":1,\"next_chunk_internal_link\":\"{Chunks}1?row_offset=1&token=x\","))
            .On($"GET {Chunks}1?row_offset=1&token=x", """{"chunk_index":1,"row_offset":1,"row_count":2,"next_chunk_index":2,"data_array":[["2","b"],["3","c"]]}""")
            .On($"GET {Chunks}2", """{"chunk_index":2,"row_offset":3,"row_count":1,"data_array":[["4","d"]]}""");
        (await ReadAsync(workspace)).ShouldBe([1, 2, 3, 4]);
        workspace.Script.ShouldBeDone();
    }

    [Fact]
    public async Task A_link_to_elsewhere_is_not_followed()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Succeeded("""[["1","a"]]""", 2, more: "\"next_chunk_index\":1,\"next_chunk_internal_link\":\"https://evil.example.com/x\","))
            .On($"GET {Chunks}1", """{"chunk_index":1,"data_array":[["2","b"]]}""");
        (await ReadAsync(workspace)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Chunks_in_a_circle_are_an_error()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Succeeded("""[["1","a"]]""", 2, more: "\"next_chunk_index\":1,")).On($"GET {Chunks}1", """{"chunk_index":1,"next_chunk_index":1,"data_array":[]}""");
        (await FailReadingAsync(workspace)).Reason.ShouldContain("back to chunk 1");
    }

    [Fact]
    public async Task Fewer_rows_than_announced_are_an_error()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Succeeded("""[["1","a"]]""", 2));
        var failure = await FailReadingAsync(workspace);
        failure.Kind.ShouldBe(DatabricksErrorKind.UnexpectedResponse);
        failure.Reason.ShouldContain("2 rows, of which 1");
    }

    [Fact]
    public async Task A_chunk_that_is_no_longer_kept_says_so()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Succeeded("""[["1","a"]]""", 2, more: "\"next_chunk_index\":1,"))
            .On($"GET {Chunks}1", """{"error_code":"NOT_FOUND","message":"The statement s-1 was not found."}""", HttpStatusCode.NotFound);
        (await FailReadingAsync(workspace)).Kind.ShouldBe(DatabricksErrorKind.ResultGone);
    }

    [Theory]
    [InlineData("""[[1,true],[2.5,{"a":[1]}]]""", """1|True|2.5|{"a":[1]}""")]
    public async Task Cells_that_are_not_texts_are_taken_as_their_json(string rows, string expected)
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Succeeded(rows, 2));
        var result = await ExecuteAsync(workspace, "SELECT 1");
        var read = await workspace.Clock.ListAsync(() => result.ReadAsync());
        string.Join("|", read.SelectMany(row => new[] { row.Text("id"), row.Text("name") })).ShouldBe(expected, StringCompareShould.IgnoreCase);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("\"x\"")]
    [InlineData("[[\"1\"")]
    public async Task Rows_that_are_no_rows_are_an_error(string rows)
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Succeeded(rows, 1));
        (await FailAsync(workspace, "SELECT 1")).Kind.ShouldBe(DatabricksErrorKind.UnexpectedResponse);
    }

    [Fact]
    public async Task A_result_without_rows_has_its_columns()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, """{"statement_id":"s-1","status":{"state":"SUCCEEDED"},"manifest":{"schema":{"columns":[{"name":"id","type_name":"LONG","position":0}]}}}""");
        var result = await ExecuteAsync(workspace, "SELECT 1");
        result.Columns.ShouldHaveSingleItem().Name.ShouldBe("id");
        (await workspace.Clock.ListAsync(() => result.ReadAsync())).ShouldBeEmpty();
    }

    private static async Task<List<long?>> ReadAsync(Workspace workspace)
    {
        var result = await ExecuteAsync(workspace, "SELECT 1");
        return [.. (await workspace.Clock.ListAsync(() => result.ReadAsync())).Select(row => row.Int64("id"))];
    }

    private static Task<DatabricksException> FailReadingAsync(Workspace workspace) => Should.ThrowAsync<DatabricksException>(() => ReadAsync(workspace));
}
