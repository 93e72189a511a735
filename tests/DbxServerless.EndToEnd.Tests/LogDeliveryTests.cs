using DbxServerless.EndToEnd.Tests.Support;

namespace DbxServerless.EndToEnd.Tests;

/// <summary>What <c>log-delivery</c> says of a workspace.</summary>
public sealed class LogDeliveryTests : OAuthWorkspaceTests
{
    [Fact]
    public async Task AWorkspace_whose_clusters_all_deliver_has_no_gaps()
    {
        var report = await Product.RunAsync(["log-delivery", "--days", "2"], Workspace.Settings());

        report.ExitCode.ShouldBe(0, report.Output);
        report.Output.ShouldMatch(@"(?m)^[\d.]+ % of [\d,.]+ USD of classic compute in 2 days delivers its logs");
        report.Output.ShouldNotContain("WITHOUT");
    }

    [Fact]
    public async Task AWorkspace_that_cannot_be_asked_is_told_and_not_said_to_be_without_compute()
    {
        var settings = Workspace.TokenSettings();
        settings["DATABRICKS_TOKEN"] = "wrong";

        var report = await Product.RunAsync(["log-delivery"], settings);

        report.ExitCode.ShouldBe(1);
        report.Error.ShouldContain("the token is invalid, expired or revoked");
        report.Output.ShouldNotContain("classic compute");
    }

    [Fact]
    public async Task Days_that_clusters_are_no_longer_shown_for_are_refused()
    {
        var report = await Product.RunAsync(["log-delivery", "--days", "90"], Workspace.Settings());

        report.ExitCode.ShouldNotBe(0);
        report.Error.ShouldContain("--days must be 1 to 30");
    }
}
