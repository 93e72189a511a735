using DbxServerless.EndToEnd.Tests.Support;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.Logs;

namespace DbxServerless.EndToEnd.Tests;

/// <summary>What <c>check</c> says of the logs that clusters deliver.</summary>
public sealed class CheckLogsTests : OAuthWorkspaceTests
{
    [Fact]
    public async Task Clusters_and_jobs_that_deliver_no_logs_are_counted_and_named_with_what_mends_it()
    {
        var all = await Product.RunAsync(["check"], Workspace.HarvestSettings());
        all.Output.ShouldContain("LOG DELIVERY");
        all.Output.ShouldNotContain("deliver no logs");
        await using var silent = await Workspaces.StartAsync(Options with { Logs = new LogOptions { Undelivered = 1 } });

        var check = await Product.RunAsync(["check"], silent.HarvestSettings());

        check.ExitCode.ShouldBe(0, check.Output);
        check.Output.ShouldMatch(@"(?m)^\S+ +jobs +0 of (\d+) +\1 deliver no logs: '.+' \(\d+\).* and \d+ more\. +Set cluster_log_conf .+'log-delivery' lists all");
        check.Output.ShouldMatch(@"(?m)^\S+ +clusters +0 of (\d+) +\1 deliver no logs: ");
        check.Output.ShouldMatch(@"(?m)^spark_applications +\S+ +yes, empty +Nothing delivers logs to where they can be read\.");
    }

    [Fact]
    public async Task Logs_that_cannot_be_read_name_the_grants_on_their_volume()
    {
        await using var workspace = await Workspaces.StartAsync(
            Options with { Logs = new LogOptions { Destination = "/Volumes/main/ops/logs/clusters" } });
        var granted = await Product.RunAsync(["check"], workspace.HarvestSettings());
        granted.ExitCode.ShouldBe(0, granted.Output);
        granted.Output.ShouldMatch(@"(?m)^\S+ +/Volumes/main/ops/logs +yes +/Volumes/main/ops/logs/clusters/\S+/eventlog/\S+ was read\.");
        workspace.Faults.Add(new Fault(FaultKind.MissingGrant) { Target = "main.ops.logs" });

        var check = await Product.RunAsync(["check"], workspace.HarvestSettings());

        check.ExitCode.ShouldBe(1);
        check.Output.ShouldMatch(@"(?m)^\S+ +/Volumes/main/ops/logs +no +The principal lacks a permission .+ User does not have READ VOLUME on Volume 'main\.ops\.logs'");
        check.Output.ShouldContain($"GRANT READ VOLUME ON VOLUME `main`.`ops`.`logs` TO `{workspace.Options.ClientId}`;");
        check.Output.ShouldContain("logs at 1 of 1 places cannot be read");
        check.Output.ShouldMatch(@"(?m)^spark_applications +\S+ +no +The logs at /Volumes/main/ops/logs cannot be read: ");
    }

    [Theory]
    [InlineData("GET /api/2.0/dbfs/read", "no")]
    [InlineData("GET /api/2.0/fs/*", "yes")]
    public async Task Logs_on_DBFS_are_read_by_its_own_endpoints(string refused, string readable)
    {
        Workspace.Faults.Add(new Fault(FaultKind.PermissionDenied, refused));

        var check = await Product.RunAsync(["check"], Workspace.HarvestSettings());

        check.Output.ShouldMatch($@"(?m)^\S+ +dbfs:/cluster-logs +{readable} ");
        check.ExitCode.ShouldBe(readable == "yes" ? 0 : 1);
    }

    [Fact]
    public async Task Without_the_harvest_what_comes_from_logs_is_off_and_not_missing()
    {
        Workspace.Faults.Add(new Fault(FaultKind.PermissionDenied, "GET /api/2.0/dbfs/*"));
        var settings = Workspace.Settings();
        settings["Datasets__dbfs_storage__Enabled"] = "false";

        var check = await Product.RunAsync(["check"], settings);

        check.ExitCode.ShouldBe(0, check.Output);
        check.Output.ShouldMatch(@"(?m)^spark_applications +\S+ +off +Switched off by Harvest__Enabled\.");
        check.Output.ShouldNotContain("LOGS AT");
    }
}
