using System.Net;
using System.Net.Http.Headers;

namespace DbxServerless.Databricks.Tests;

public sealed class VolumeTests
{
    private const string File = "/Volumes/main/ops/logs/0412-1-abc/eventlog";
    private const string Read = $"GET /api/2.0/fs/files{File}";
    private const string Folder = "GET /api/2.0/fs/directories/Volumes/main/ops/logs?page_size=1000";

    [Fact]
    public async Task A_listing_goes_on_over_empty_pages()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Folder, """{"next_page_token":"a"}""")
            .On(Folder + "&page_token=a", """{"contents":[{"path":"/Volumes/main/ops/logs/x","name":"x","is_directory":false,"file_size":7,"last_modified":1726763195840}],"next_page_token":"b"}""")
            .On(Folder + "&page_token=b", """{"contents":[{"path":"/Volumes/main/ops/logs/y","name":"y","is_directory":true}]}""");
        (await workspace.Clock.RunAsync(() => workspace.Client.Files.ListAsync("/Volumes/main/ops/logs", CancellationToken.None))).ShouldBe(
        [
            new RemoteFile("/Volumes/main/ops/logs/x", false, 7, DateTimeOffset.FromUnixTimeMilliseconds(1726763195840)),
            new RemoteFile("/Volumes/main/ops/logs/y", true, 0, null),
        ]);
    }

    [Fact]
    public async Task A_part_is_asked_for_by_range_and_may_look_like_html()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Read, Content("<html>"u8, HttpStatusCode.PartialContent));
        var buffer = new byte[6];
        (await ReadAsync(workspace, 100, buffer)).ShouldBe(6);
        buffer.ShouldBe("<html>"u8.ToArray());
        workspace.Script.Requests.Single().Headers["Range"].ShouldBe("bytes=100-105");
    }

    [Fact]
    public async Task Beyond_the_end_there_is_nothing()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Read, Content("ab"u8, HttpStatusCode.PartialContent)).On(Read, "{}", HttpStatusCode.RequestedRangeNotSatisfiable);
        (await ReadAsync(workspace, 98, new byte[6])).ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_does_not_know_ranges_is_understood()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Read, Content("0123456789"u8, HttpStatusCode.OK));
        var buffer = new byte[3];
        (await ReadAsync(workspace, 4, buffer)).ShouldBe(3);
        buffer.ShouldBe("456"u8.ToArray());
    }

    [Fact]
    public async Task A_sign_in_page_in_place_of_a_file_is_refused()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Read, ScriptedHandler.Html("<html>sign in</html>"));
        (await workspace.Clock.FailAsync(() => workspace.Client.Files.ReadAsync(File, 0, new byte[3], CancellationToken.None))).Kind
            .ShouldBe(DatabricksErrorKind.NotDatabricks);
    }

    [Fact]
    public async Task What_may_not_be_read_names_the_grant()
    {
        await using var workspace = Workspace.WithOAuth();
        workspace.Script.On(Workspace.TokenLine, Workspace.TokenJson("t"))
            .On(Read, """{"error_code":"PERMISSION_DENIED","message":"User does not have READ VOLUME on Volume 'main.ops.logs'."}""", HttpStatusCode.Forbidden);
        var failure = await workspace.Clock.FailAsync(() => workspace.Client.Files.ReadAsync(File, 0, new byte[3], CancellationToken.None));
        failure.Mend.ShouldContain("GRANT READ VOLUME ON VOLUME `main`.`ops`.`logs` TO `app-1`;");
    }

    [Fact]
    public async Task Whether_a_folder_is_there_takes_one_page()
    {
        const string Look = "GET /api/2.0/fs/directories/Volumes/main/ops/logs?page_size=1";
        await using var workspace = new Workspace();
        workspace.Script.On(Look, """{"next_page_token":"a"}""").On(Look, """{"error_code":"NOT_FOUND","message":"It is not there."}""", HttpStatusCode.NotFound)
            .On(Look, """{"error_code":"PERMISSION_DENIED","message":"User does not have READ VOLUME on Volume 'main.ops.logs'."}""", HttpStatusCode.Forbidden);
        (await ExistsAsync(workspace)).ShouldBeTrue();
        (await ExistsAsync(workspace)).ShouldBeFalse();
        (await workspace.Clock.FailAsync(() => workspace.Client.Files.ExistsAsync("/Volumes/main/ops/logs", CancellationToken.None))).Mend
            .ShouldContain("GRANT READ VOLUME ON VOLUME `main`.`ops`.`logs`");
        workspace.Script.ShouldBeDone();
    }

    private static Task<bool> ExistsAsync(Workspace workspace) =>
        workspace.Clock.RunAsync(() => workspace.Client.Files.ExistsAsync("/Volumes/main/ops/logs", CancellationToken.None));

    private static HttpResponseMessage Content(ReadOnlySpan<byte> content, HttpStatusCode status) => new(status)
    {
        Content = new ByteArrayContent(content.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
    };

    private static Task<int> ReadAsync(Workspace workspace, long offset, byte[] buffer) =>
        workspace.Clock.RunAsync(() => workspace.Client.Files.ReadAsync(File, offset, buffer, CancellationToken.None));
}
