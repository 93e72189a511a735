using System.Net;
using static DbxServerless.Databricks.Tests.StatementTests;

namespace DbxServerless.Databricks.Tests;

public sealed class ExternalLinkTests
{
    private const string Chunk1 = "GET /api/2.0/sql/statements/s-1/result/chunks/1";
    private static readonly SqlStatement Statement = new("SELECT 1") { ExternalLinks = true };

    [Fact]
    public async Task Links_are_fetched_with_their_headers_and_without_ours()
    {
        await using var workspace = new Workspace();
        workspace.Script
            .On(Submit, Linked(0, """, "next_chunk_index":1, "http_headers":{"x-amz-key":"k","Authorization":"given"}"""))
            .On("GET /c/0?sig=signed", """[["1","a"]]""")
            .On(Chunk1, """{"external_links":[{"external_link":"https://store.example.com/c/1?sig=signed","chunk_index":1}]}""")
            .On("GET /c/1?sig=signed", """[["2",null]]""");
        (await ReadAsync(workspace)).ShouldBe([1, 2]);
        workspace.Script.Requests[0].Body.ShouldContain("\"disposition\":\"EXTERNAL_LINKS\"");
        var links = workspace.Script.Requests.Where(request => request.Uri.Host == "store.example.com").ToList();
        links.Count.ShouldBe(2);
        links.ShouldAllBe(request => request.Authorization == null);
        links[0].Headers["x-amz-key"].ShouldBe("k");
    }

    [Fact]
    public async Task A_link_that_ran_out_is_asked_for_once_more()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Linked(0, ""))
            .On("GET /c/0?sig=signed", "<Error/>", HttpStatusCode.Forbidden)
            .On("GET /api/2.0/sql/statements/s-1/result/chunks/0", """{"external_links":[{"external_link":"https://store.example.com/c/0?sig=fresh","chunk_index":0}]}""")
            .On("GET /c/0?sig=fresh", """[["1","a"],["2","b"]]""");
        (await ReadAsync(workspace)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_link_that_stays_shut_shows_nothing_of_its_address()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Linked(0, ""))
            .On("GET /c/0?sig=signed", "<Error/>", HttpStatusCode.Forbidden)
            .On("GET /api/2.0/sql/statements/s-1/result/chunks/0", """{"external_links":[{"external_link":"https://store.example.com/c/0?sig=fresh","chunk_index":0}]}""")
            .On("GET /c/0?sig=fresh", "<Error/>", HttpStatusCode.Forbidden);
        var failure = await Should.ThrowAsync<DatabricksException>(() => ReadAsync(workspace));
        failure.Kind.ShouldBe(DatabricksErrorKind.ResultGone);
        failure.ToString().ShouldNotContain("sig=");
    }

    [Fact]
    public async Task Storage_that_is_busy_is_asked_again()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Linked(0, "")).On("GET /c/0?sig=signed", "", HttpStatusCode.ServiceUnavailable).On("GET /c/0?sig=signed", """[["1","a"],["2","b"]]""");
        (await ReadAsync(workspace)).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("http://store.example.com/c/0")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/c/0")]
    public async Task A_link_that_is_not_https_is_refused(string address)
    {
        await using var workspace = new Workspace();
        workspace.Script.On(Submit, Linked(0, "").Replace("https://store.example.com/c/0?sig=signed", address, StringComparison.Ordinal));
        (await Should.ThrowAsync<DatabricksException>(() => ReadAsync(workspace))).Kind.ShouldBe(DatabricksErrorKind.UnexpectedResponse);
        workspace.Script.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void A_link_does_not_show_its_address() =>
        new ExternalLink { Address = "https://store.example.com/c/0?sig=signed" }.ToString().ShouldNotContain("store");

    private static string Linked(int chunk, string more) =>
        $$$"""
        {"statement_id":"s-1","status":{"state":"SUCCEEDED"},"manifest":{"schema":{"columns":[{"name":"id","type_name":"LONG","position":0},{"name":"name","type_name":"STRING","position":1}]},"total_row_count":2},
        "result":{"external_links":[{"external_link":"https://store.example.com/c/{{{chunk}}}?sig=signed","expiration":"2026-03-10T12:15:00.000Z","chunk_index":{{{chunk}}},"row_count":1{{{more}}}}]}}
        """;

    private static async Task<List<long?>> ReadAsync(Workspace workspace)
    {
        var result = await ExecuteAsync(workspace, Statement);
        return [.. (await workspace.Clock.ListAsync(() => result.ReadAsync())).Select(row => row.Int64("id"))];
    }
}
