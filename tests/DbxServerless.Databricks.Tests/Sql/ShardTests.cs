using System.Text.Json;
using static DbxServerless.Databricks.Tests.StatementTests;

namespace DbxServerless.Databricks.Tests;

public sealed class ShardTests
{
    private const string Text = "SELECT id, name FROM t WHERE pmod(hash(id), :shard_count) = :shard_index AND x > :x";
    private static readonly SqlStatement Statement = new(Text, SqlParameter.Int64("x", 1));

    [Fact]
    public async Task A_result_that_fits_is_one_statement()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Succeeded("""[["1","a"]]""", 1));
        (await ReadAsync(workspace)).Rows.ShouldBe([1]);
        Shards(workspace).ShouldBe(["1/0"]);
    }

    [Fact]
    public async Task A_result_too_large_is_split_until_it_fits_and_comes_out_as_one()
    {
        await using var workspace = new Workspace();
        workspace.Script
            .On(Submit, TooLarge("s-1")).On(Submit, TooLarge("s-2"))
            .On(Submit, Succeeded("""[["1","a"]]""", 1, id: "s-3")).On(Submit, Succeeded("""[["2","b"]]""", 1, truncated: true, id: "s-4"))
            .On(Submit, Succeeded("""[["3","c"],["4","d"]]""", 2, id: "s-5"));
        var (result, rows) = await ReadAsync(workspace);
        rows.ShouldBe([1, 2, 3, 4]);
        Shards(workspace).ShouldBe(["1/0", "2/0", "4/0", "4/2", "2/1"]);
        result.StatementId.ShouldBe("s-3");
        result.Truncated.ShouldBeTrue();
    }

    [Fact]
    public async Task A_late_part_can_be_split_too()
    {
        await using var workspace = new Workspace();
        workspace.Script
            .On(Submit, TooLarge("s-1")).On(Submit, Succeeded("""[["1","a"]]""", 1))
            .On(Submit, TooLarge("s-3")).On(Submit, Succeeded("""[["2","b"]]""", 1)).On(Submit, Succeeded("""[["3","c"]]""", 1));
        (await ReadAsync(workspace)).Rows.ShouldBe([1, 2, 3]);
        Shards(workspace).ShouldBe(["1/0", "2/0", "2/1", "4/1", "4/3"]);
    }

    [Fact]
    public async Task The_time_of_all_parts_counts()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, TooLarge("s-1"))
            .On(Submit, State("RUNNING")).On(Poll, Succeeded("[]", 0)).On(Submit, State("RUNNING")).On(Poll, Succeeded("[]", 0));
        var result = await ExecuteAsync(workspace, Statement);
        result.Elapsed.ShouldBe(TimeSpan.FromSeconds(0.5));
        await workspace.Clock.ListAsync(() => result.ReadAsync());
        result.Elapsed.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Parts_run_only_as_the_rows_before_them_are_read()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, TooLarge("s-1")).On(Submit, Succeeded("""[["1","a"]]""", 1));
        var result = await ExecuteAsync(workspace, Statement);
        (await workspace.Clock.ListAsync(() => result.ReadAsync().Take(1))).Count.ShouldBe(1);
        workspace.Script.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Even_256_parts_can_be_too_few()
    {
        await using var workspace = new Workspace();
        workspace.Script.Times(9, script => script.On(Submit, TooLarge("s-1")));
        var failure = await workspace.Clock.FailAsync(() => workspace.Client.Sql.ExecuteAsync(Statement, CancellationToken.None));
        failure.Kind.ShouldBe(DatabricksErrorKind.ResultTooLarge);
        failure.Reason.ShouldContain("256 parts");
        Shards(workspace)[^1].ShouldBe("256/0");
    }

    [Fact]
    public async Task A_text_without_the_parameters_cannot_be_split_and_says_how_it_could()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, TooLarge("s-1"));
        var failure = await FailAsync(workspace, "/* :shard_count */ SELECT ':shard_index'");
        failure.Kind.ShouldBe(DatabricksErrorKind.ResultTooLarge);
        failure.Mend.ShouldContain("pmod(hash(<key>), :shard_count) = :shard_index");
        workspace.Script.Requests[0].Body.ShouldNotContain("\"shard_count\"");
    }

    [Fact]
    public async Task Parameters_of_the_callers_own_are_left_alone()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, TooLarge("s-1"));
        var failure = await workspace.Clock.FailAsync(() => workspace.Client.Sql.ExecuteAsync(
            new SqlStatement(Text, SqlParameter.Int64("shard_count", 4), SqlParameter.Int64("shard_index", 3)), CancellationToken.None));
        failure.Kind.ShouldBe(DatabricksErrorKind.ResultTooLarge);
        Shards(workspace).ShouldBe(["4/3"]);
    }

    [Fact]
    public async Task Another_failure_of_a_part_is_the_results()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, TooLarge("s-1")).On(Submit, Succeeded("""[["1","a"]]""", 1)).On(Submit, Failed("BAD_REQUEST", "[DIVIDE_BY_ZERO]", null));
        var result = await ExecuteAsync(workspace, Statement);
        (await workspace.Clock.FailAsync(async () => await result.ReadAsync().ToListAsync())).Kind.ShouldBe(DatabricksErrorKind.StatementFailed);
    }

    [Fact]
    public void The_two_halves_are_the_whole()
    {
        var (near, far) = new Shard(4, 3).Split();
        Enumerable.Range(0, 1000).Where(hash => hash % 4 == 3).ShouldBe(
            Enumerable.Range(0, 1000).Where(hash => hash % near.Count == near.Index || hash % far.Count == far.Index));
    }

    private static string TooLarge(string id) => Failed("BAD_REQUEST", "Inline byte limit exceeded. Statements executed with disposition=INLINE can have a result size of at most 26214400 bytes.", null, id);

    private static async Task<(SqlResult Result, List<long?> Rows)> ReadAsync(Workspace workspace)
    {
        var result = await ExecuteAsync(workspace, Statement);
        return (result, [.. (await workspace.Clock.ListAsync(() => result.ReadAsync())).Select(row => row.Int64("id"))]);
    }

    private static List<string> Shards(Workspace workspace) => [.. workspace.Script.Requests.Where(request => request.Line == Submit).Select(request =>
    {
        var parameters = JsonSerializer.Deserialize(request.Body, DatabricksJson.Default.StatementRequest)!.Parameters!.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        return $"{parameters["shard_count"]}/{parameters["shard_index"]}";
    })];
}
