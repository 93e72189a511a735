using DbxServerless.Collector.Datasets;
using DbxServerless.EndToEnd.Tests.Support;
using DbxServerless.Simulator;
using DbxServerless.Simulator.Faults;

namespace DbxServerless.EndToEnd.Tests;

/// <summary>What <c>check</c> says in each situation that a new user runs into.</summary>
public sealed class CheckTests : OAuthWorkspaceTests
{
    [Fact]
    public async Task All_is_well_with_an_OAuth_secret()
    {
        var check = await Product.RunAsync(["check"], Workspace.HarvestSettings());

        check.ExitCode.ShouldBe(0, check.Output);
        foreach (var dataset in DatasetCatalog.Product.Datasets)
            check.Output.ShouldMatch($@"(?m)^{dataset.Info.Name} +\S+ +yes");
        check.Output.ShouldContain("Everything needed works");
        check.Output.ShouldContain(Workspace.Options.ClientId);
    }

    [Fact]
    public async Task All_is_well_with_a_personal_access_token()
    {
        var check = await Product.RunAsync(["check"], Workspace.TokenSettings());

        check.ExitCode.ShouldBe(0, check.Output);
        check.Output.ShouldContain("personal access token");
    }

    [Fact]
    public async Task Objects_that_access_lists_hide_are_counted_with_the_command_that_shows_them()
    {
        var all = await Product.RunAsync(["check"], Workspace.Settings());
        all.Output.ShouldMatch(@"(?m)^\S+ +jobs +(\d+) of \1\s");
        var id = Workspace.History.DaysThrough(DateTimeOffset.UtcNow).SelectMany(day => day.JobVersions)
            .Where(version => version.Job.WorkspaceId == Workspace.Options.WorkspaceId).GroupBy(version => version.Job.JobId)
            .First(versions => versions.All(version => !version.IsDeletion)).Key;
        Workspace.Faults.Add(new Fault(FaultKind.HiddenObject) { Target = id });

        var check = await Product.RunAsync(["check"], Workspace.Settings());

        check.ExitCode.ShouldBe(0, check.Output);
        check.Output.ShouldContain("1 of ");
        check.Output.ShouldContain($"databricks permissions update jobs {id}");
    }

    [Fact]
    public async Task An_endpoint_that_is_forbidden_names_the_dataset_and_its_mend_and_the_others_can_be_collected()
    {
        Workspace.Faults.Add(new Fault(FaultKind.PermissionDenied, "GET /api/2.0/token-management/*"));

        var check = await Product.RunAsync(["check"], Workspace.HarvestSettings());

        check.ExitCode.ShouldBe(1);
        var refused = check.Output.Split('\n').Single(line => line.StartsWith("tokens ", StringComparison.Ordinal));
        refused.ShouldContain("GET /api/2.0/token-management/tokens cannot be read");
        refused.ShouldContain($"add {Workspace.Options.ClientId} to the workspace's group admins");
        check.Output.ShouldMatch(@"(?m)^users +\S+ +yes");
        check.Output.ShouldContain($"{DatasetCatalog.Product.Datasets.Count - 1} of {DatasetCatalog.Product.Datasets.Count} datasets can be collected");
    }

    [Theory]
    [InlineData("POST /api/2.1/clusters/events", "cluster_events")]
    [InlineData("GET /api/2.2/jobs/runs/get-output", "live_task_runs")]
    public async Task An_endpoint_that_wants_an_id_is_tried_with_one_that_is_listed(string endpoint, string dataset)
    {
        Workspace.Faults.Add(new Fault(FaultKind.PermissionDenied, endpoint));

        var check = await Product.RunAsync(["check"], Workspace.HarvestSettings());

        check.ExitCode.ShouldBe(1);
        check.Output.Split('\n').Single(line => line.StartsWith($"{dataset} ", StringComparison.Ordinal)).ShouldContain($"{endpoint} cannot be read");
        check.Output.ShouldContain($"{DatasetCatalog.Product.Datasets.Count - 1} of {DatasetCatalog.Product.Datasets.Count} datasets can be collected");
    }

    [Fact]
    public async Task A_large_warehouse_is_a_warning_with_its_cost()
    {
        Workspace.Faults.Add(new Fault(FaultKind.WarehouseSize) { Target = "Medium" });

        var check = await Product.RunAsync(["check"], Workspace.Settings());

        check.ExitCode.ShouldBe(0, check.Output);
        check.Output.ShouldMatch(@"warehouse +warning +The warehouse is Medium: 24 DBU for each hour and cluster");
    }

    [Fact]
    public async Task A_late_auto_stop_is_a_warning_with_its_cost()
    {
        Workspace.Faults.Add(new Fault(FaultKind.WarehouseAutoStop) { Seconds = 45 * 60 });

        var check = await Product.RunAsync(["check"], Workspace.Settings());

        check.ExitCode.ShouldBe(0, check.Output);
        check.Output.ShouldMatch(@"warehouse +warning +The warehouse stops only after 45 idle minutes: each collection pays for that tail \(up to 3 DBU\)");
    }

    [Fact]
    public async Task A_warehouse_that_never_stops_is_a_warning_with_its_cost()
    {
        Workspace.Faults.Add(new Fault(FaultKind.WarehouseAutoStop) { Seconds = 0 });

        var check = await Product.RunAsync(["check"], Workspace.Settings());

        check.Output.ShouldContain("never stops by itself: it costs 4 DBU an hour around the clock");
    }

    [Fact]
    public async Task A_stopped_warehouse_is_told_and_starts()
    {
        await using var stopped = await Workspaces.StartAsync(new SimulatorOptions { Days = 3, Warehouse = new() { IsRunning = false } });

        var check = await Product.RunAsync(["check"], stopped.Settings());

        check.ExitCode.ShouldBe(0, check.Output);
        check.Output.ShouldContain("is STOPPED. It starts by itself when asked");
    }

    [Fact]
    public async Task A_table_that_is_not_granted_names_the_grants_with_the_principal()
    {
        Workspace.Faults.Add(new Fault(FaultKind.MissingGrant) { Target = "lakeflow.job_run_timeline" });

        var check = await Product.RunAsync(["check"], Workspace.Settings());

        check.ExitCode.ShouldBe(1);
        var line = check.Output.Split('\n').Single(row => row.StartsWith("job_runs ", StringComparison.Ordinal));
        line.ShouldMatch(@"^job_runs +region:default +no +system\.lakeflow\.job_run_timeline cannot be read");
        line.ShouldContain("GRANT SELECT ON SCHEMA system.lakeflow TO `11111111-2222-3333-4444-555555555555`;");
        check.Output.ShouldMatch(@"(?m)^list_prices +account +yes");
    }

    [Fact]
    public async Task A_grant_that_is_missing_to_a_token_names_who_the_token_belongs_to()
    {
        Workspace.Faults.Add(new Fault(FaultKind.MissingGrant) { Target = "billing" });

        var check = await Product.RunAsync(["check"], Workspace.TokenSettings());

        check.Output.ShouldContain("TO `11111111-2222-3333-4444-555555555555`");
        check.Output.ShouldNotContain("<principal>");
    }

    [Fact]
    public async Task A_schema_that_is_not_enabled_names_how_to_enable_it()
    {
        Workspace.Faults.Add(new Fault(FaultKind.SchemaNotEnabled) { Target = "lakeflow" });

        var check = await Product.RunAsync(["check"], Workspace.Settings());

        check.ExitCode.ShouldBe(1);
        check.Output.ShouldContain("The schema system.lakeflow is not enabled in the metastore");
        check.Output.ShouldContain("databricks system-schemas enable");
    }

    [Fact]
    public async Task What_is_connected_but_empty_says_why()
    {
        Workspace.Faults.Add(new Fault(FaultKind.EmptyTables));

        var check = await Product.RunAsync(["check"], Workspace.Settings());

        check.ExitCode.ShouldBe(0, check.Output);
        check.Output.ShouldMatch(@"(?m)^job_runs +region:default +yes, empty +system\.lakeflow\.job_run_timeline can be read and is empty: nothing of the kind has happened");
    }

    [Fact]
    public async Task A_dataset_that_is_switched_off_is_off_and_not_missing()
    {
        Workspace.Faults.Add(new Fault(FaultKind.MissingGrant) { Target = "billing" });
        var settings = Workspace.Settings();
        foreach (var dataset in DatasetCatalog.Product.Datasets.Where(dataset => dataset.Info.SystemTables.Any(table => table.StartsWith("system.billing.", StringComparison.Ordinal))))
            settings[$"Datasets__{dataset.Info.Name}__Enabled"] = "false";

        var check = await Product.RunAsync(["check"], settings);

        check.ExitCode.ShouldBe(0, check.Output);
        check.Output.ShouldMatch(@"(?m)^billing_usage +account +off");
    }

    [Fact]
    public async Task Each_table_is_asked_for_once()
    {
        await Product.RunAsync(["check"], Workspace.Settings());

        var tables = DatasetCatalog.Product.Datasets.SelectMany(dataset => dataset.Info.SystemTables).Distinct().Count();
        const int Connection = 1;
        const int HiddenObjects = 3;
        Workspace.Requests.Requests.Count(request => request is { Method: "POST", Path: "/api/2.0/sql/statements" }).ShouldBe(tables + Connection + HiddenObjects);
    }
}
