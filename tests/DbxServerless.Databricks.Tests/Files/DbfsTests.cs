using System.Net;

namespace DbxServerless.Databricks.Tests;

public sealed class DbfsTests
{
    private const string Read = "GET /api/2.0/dbfs/read?path=%2Flogs%2Feventlog";

    [Fact]
    public async Task A_listing_tells_size_and_time_of_files()
    {
        await using var workspace = new Workspace();
        workspace.Script.On("GET /api/2.0/dbfs/list?path=%2Flogs%2Fa%20b",
            """{"files":[{"path":"/logs/a b/x","is_dir":false,"file_size":5000000000,"modification_time":1726763195840},{"path":"dbfs:/logs/a b/y","is_dir":true}]}""");
        var files = await workspace.Clock.RunAsync(() => workspace.Client.Files.ListAsync("dbfs:/logs/a b/", CancellationToken.None));
        files.ShouldBe(
        [
            new RemoteFile("/logs/a b/x", false, 5_000_000_000, DateTimeOffset.FromUnixTimeMilliseconds(1726763195840)), new RemoteFile("/logs/a b/y", true, 0, null),
        ]);
        files[1].Name.ShouldBe("y");
    }

    [Fact]
    public async Task An_empty_folder_has_no_list_at_all()
    {
        await using var workspace = new Workspace();
        workspace.Script.On("GET /api/2.0/dbfs/list?path=%2Flogs", "{}");
        (await workspace.Clock.RunAsync(() => workspace.Client.Files.ListAsync("/logs", CancellationToken.None))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_not_found()
    {
        await using var workspace = new Workspace();
        workspace.Script.On("GET /api/2.0/dbfs/list?path=%2Fgone", """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No file or directory exists on path /gone."}""", HttpStatusCode.NotFound);
        var failure = await workspace.Clock.FailAsync(() => workspace.Client.Files.ListAsync("/gone", CancellationToken.None));
        failure.Kind.ShouldBe(DatabricksErrorKind.NotFound);
    }

    [Fact]
    public async Task Whether_a_folder_is_there_is_asked_without_listing_it()
    {
        await using var workspace = new Workspace();
        workspace.Script.On("GET /api/2.0/dbfs/get-status?path=%2Flogs", """{"path":"/logs","is_dir":true}""")
            .On("GET /api/2.0/dbfs/get-status?path=%2Fgone", """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No file or directory exists on path /gone."}""", HttpStatusCode.NotFound);
        (await workspace.Clock.RunAsync(() => workspace.Client.Files.ExistsAsync("dbfs:/logs/", CancellationToken.None))).ShouldBeTrue();
        (await workspace.Clock.RunAsync(() => workspace.Client.Files.ExistsAsync("dbfs:/gone", CancellationToken.None))).ShouldBeFalse();
        workspace.Script.ShouldBeDone();
    }

    [Fact]
    public async Task More_than_a_megabyte_is_read_in_parts()
    {
        await using var workspace = new Workspace();
        var first = new byte[1 << 20];
        Array.Fill(first, (byte)1);
        workspace.Script.On($"{Read}&offset=10&length=1048576", Block(first)).On($"{Read}&offset=1048586&length=4", Block([2, 3, 4, 5]));
        var buffer = new byte[(1 << 20) + 4];
        (await ReadAsync(workspace, 10, buffer)).ShouldBe(buffer.Length);
        buffer[^5..].ShouldBe([1, 2, 3, 4, 5]);
        workspace.Script.ShouldBeDone();
    }

    [Fact]
    public async Task A_short_answer_is_followed_by_a_request_for_the_rest()
    {
        await using var workspace = new Workspace();
        workspace.Script.On($"{Read}&offset=0&length=6", Block([1, 2])).On($"{Read}&offset=2&length=4", Block([3, 4, 5, 6]));
        var buffer = new byte[6];
        (await ReadAsync(workspace, 0, buffer)).ShouldBe(6);
        buffer.ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public async Task An_empty_answer_is_the_end_of_the_file()
    {
        await using var workspace = new Workspace();
        workspace.Script.On($"{Read}&offset=0&length=6", Block([1, 2])).On($"{Read}&offset=2&length=4", """{"bytes_read":0}""");
        (await ReadAsync(workspace, 0, new byte[6])).ShouldBe(2);
    }

    [Fact]
    public async Task Data_of_another_length_than_it_says_is_refused()
    {
        await using var workspace = new Workspace();
        workspace.Script.On($"{Read}&offset=0&length=6", """{"bytes_read":3,"data":"AQI="}""");
        (await workspace.Clock.FailAsync(() => workspace.Client.Files.ReadAsync("/logs/eventlog", 0, new byte[6], CancellationToken.None))).Kind
            .ShouldBe(DatabricksErrorKind.UnexpectedResponse);
    }

    private static string Block(byte[] data) => $$"""{"bytes_read":{{data.Length}},"data":"{{Convert.ToBase64String(data)}}"}""";

    private static Task<int> ReadAsync(Workspace workspace, long offset, byte[] buffer) =>
        workspace.Clock.RunAsync(() => workspace.Client.Files.ReadAsync("dbfs:/logs/eventlog", offset, buffer, CancellationToken.None));
}
