using DbxServerless.EndToEnd.Tests.Support;
using DbxServerless.Simulator;

namespace DbxServerless.EndToEnd.Tests;

/// <summary>What <c>log-delivery</c> says of a workspace.</summary>
public sealed class LogDeliveryTests : IAsyncLifetime
{
    private SimulatedWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await Workspaces.StartAsync(new SimulatorOptions { Days = 3, ClientSecret = "dose1234" });

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task A_workspace_whose_clusters_all_deliver_has_no_gaps()
    {
        var report = await Product.RunAsync(["log-delivery", "--days", "2"], _workspace.Settings());

        report.ExitCode.ShouldBe(0, report.Output);
        report.Output.ShouldMatch(@"(?m)^[\d.]+ % of [\d,.]+ USD of classic compute in 2 days delivers its logs");
        report.Output.ShouldNotContain("WITHOUT");
    }

    [Fact]
    public async Task A_workspace_that_cannot_be_asked_is_told_and_not_said_to_be_without_compute()
    {
        var settings = _workspace.TokenSettings();
        settings["DATABRICKS_TOKEN"] = "wrong";

        var report = await Product.RunAsync(["log-delivery"], settings);

        report.ExitCode.ShouldBe(1);
        report.Error.ShouldContain("the token is invalid, expired or revoked");
        report.Output.ShouldNotContain("classic compute");
    }

    [Fact]
    public async Task Days_that_clusters_are_no_longer_shown_for_are_refused()
    {
        var report = await Product.RunAsync(["log-delivery", "--days", "90"], _workspace.Settings());

        report.ExitCode.ShouldNotBe(0);
        report.Error.ShouldContain("--days must be 1 to 30");
    }
}
