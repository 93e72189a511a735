using static DbxServerless.Databricks.Tests.Workspace;

namespace DbxServerless.Databricks.Tests;

public sealed class RequestTests
{
    [Fact]
    public async Task The_rate_is_kept()
    {
        await using var workspace = new Workspace(connection => connection with { RequestsPerSecond = 4 });
        workspace.Script.Times(12, script => script.On(WarehouseLine, WarehouseJson));
        var start = workspace.Clock.GetUtcNow();
        await workspace.Clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 12).Select(_ => workspace.Client.Facts.GetWarehouseAsync(CancellationToken.None))));
        var at = workspace.Script.Requests.Select(request => (request.At - start).TotalSeconds).ToList();
        at.Take(4).ShouldAllBe(second => second == 0);
        at.Skip(4).ShouldBe([0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]);
        workspace.Client.Statistics.Snapshot().WaitedSeconds.ShouldBe(9, 1e-6);
    }

    [Fact]
    public async Task A_rate_below_one_a_second_is_kept_too()
    {
        await using var workspace = new Workspace(connection => connection with { RequestsPerSecond = 0.5 });
        workspace.Script.Times(3, script => script.On(WarehouseLine, WarehouseJson));
        for (var i = 0; i < 3; i++)
            await workspace.GetWarehouseAsync();
        var at = workspace.Script.Requests.Select(request => request.At).ToList();
        at.Zip(at.Skip(1), (before, after) => (after - before).TotalSeconds).ShouldBe([2, 2]);
    }

    [Fact]
    public async Task Requests_say_who_we_are_and_ask_for_json()
    {
        await using var workspace = new Workspace();
        workspace.Script.On(WarehouseLine, WarehouseJson);
        await workspace.GetWarehouseAsync();
        var request = workspace.Script.Requests.ShouldHaveSingleItem();
        request.Headers["User-Agent"].ShouldMatch(@"^DbxServerless/\d+\.\d+\.\d+$");
        request.Headers["Accept"].ShouldBe("application/json");
        request.Authorization.ShouldBe($"Bearer {Token}");
        request.Uri.ToString().ShouldBe($"https://{Name}/api/2.0/sql/warehouses/{WarehouseId}");
    }

    [Fact]
    public void Connections_are_tls_1_2_or_newer_checked_and_follow_no_redirect()
    {
        using var handler = Connections.NewHandler();
        handler.SslOptions.EnabledSslProtocols.ShouldBe(System.Security.Authentication.SslProtocols.Tls12 | System.Security.Authentication.SslProtocols.Tls13);
        handler.SslOptions.RemoteCertificateValidationCallback.ShouldBeNull();
        handler.AllowAutoRedirect.ShouldBeFalse();
        handler.UseCookies.ShouldBeFalse();
    }
}
