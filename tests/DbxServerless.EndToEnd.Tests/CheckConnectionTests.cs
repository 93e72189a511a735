using DbxServerless.Collector.Datasets;
using DbxServerless.EndToEnd.Tests.Support;
using DbxServerless.Simulator.Faults;

namespace DbxServerless.EndToEnd.Tests;

/// <summary>What <c>check</c> says of a connection that is given in an odd way or does not work.</summary>
public sealed class CheckConnectionTests : OAuthWorkspaceTests
{
    [Fact]
    public async Task An_HTTP_path_is_accepted_as_the_warehouse_id()
    {
        var settings = Workspace.Settings();
        settings["DATABRICKS_WAREHOUSE_ID"] = $"/sql/1.0/warehouses/{Workspace.Options.Warehouse.Id}";

        var check = await Product.RunAsync(["check"], settings);

        check.ExitCode.ShouldBe(0, check.Output);
        check.Output.ShouldContain("the id was taken from it");
    }

    [Fact]
    public async Task A_host_without_https_is_told_what_was_added()
    {
        var settings = Workspace.Settings();
        settings["DATABRICKS_HOST"] = $"127.0.0.1:{Workspace.Url.Port}";

        var check = await Product.RunAsync(["check"], settings);

        check.ExitCode.ShouldBe(1);
        check.Output.ShouldContain($"The workspace is https://127.0.0.1:{Workspace.Url.Port}. The setting lacks https://, which was added.");
    }

    [Fact]
    public async Task A_host_with_a_doubled_https_is_read_as_one()
    {
        var settings = Workspace.Settings();
        settings["DATABRICKS_HOST"] = $"https://https://127.0.0.1:{Workspace.Url.Port}";

        var check = await Product.RunAsync(["check"], settings);

        check.Output.ShouldContain($"The workspace is https://127.0.0.1:{Workspace.Url.Port}. The setting has https:// more than once; it was read as one.");
    }

    [Theory]
    [InlineData(FaultKind.LoginPage, "web page", "workspace's own address")]
    [InlineData(FaultKind.NotWorkspaceMember, "not a member of the workspace", "Add the service principal 11111111-2222-3333-4444-555555555555 to the workspace")]
    [InlineData(FaultKind.WrongSecret, "refused the client id and secret", "generate a new secret")]
    [InlineData(FaultKind.TokenRevoked, "invalid, expired or revoked", "active in this workspace")]
    [InlineData(FaultKind.IpAccessList, "IP access list blocks our address", "203.0.113.7")]
    [InlineData(FaultKind.CreditsExhausted, "no credits left", "payment method")]
    [InlineData(FaultKind.WarehouseMissing, "does not exist", "DATABRICKS_WAREHOUSE_ID")]
    public async Task A_connection_that_does_not_work_has_its_sentence_and_its_mend(FaultKind fault, string finding, string mend)
    {
        Workspace.Faults.Add(new Fault(fault));

        var check = await Product.RunAsync(["check"], Workspace.HarvestSettings());

        check.ExitCode.ShouldBe(1);
        var failed = check.Output.Split('\n').Single(line => line.Contains(" failed "));
        failed.ShouldContain(finding);
        failed.ShouldContain(mend);
        check.Output.ShouldContain($"0 of {DatasetCatalog.Product.Datasets.Count} datasets can be collected");
        check.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task An_Entra_secret_in_place_of_an_OAuth_secret_is_suspected()
    {
        var settings = Workspace.Settings();
        settings["DATABRICKS_CLIENT_SECRET"] = "abc8Q~entra";

        var check = await Product.RunAsync(["check"], settings);

        check.ExitCode.ShouldBe(1);
        check.Output.ShouldContain("probably an Entra secret");
    }

    [Fact]
    public async Task A_personal_access_token_that_is_no_longer_valid_asks_for_a_new_one()
    {
        var settings = Workspace.TokenSettings();
        settings["DATABRICKS_TOKEN"] = "dapi-of-yesterday";

        var check = await Product.RunAsync(["check"], settings);

        check.ExitCode.ShouldBe(1);
        check.Output.ShouldContain("Create a new personal access token");
    }

    [Fact]
    public async Task A_host_that_nobody_answers_at_is_told()
    {
        var settings = Workspace.Settings();
        await Workspace.DisposeAsync();

        var check = await Product.RunAsync(["check"], settings);

        check.ExitCode.ShouldBe(1);
        check.Output.ShouldContain("refuses the connection");
    }
}
