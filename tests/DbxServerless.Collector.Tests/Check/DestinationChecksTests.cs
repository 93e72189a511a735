using System.Text.Json;
using DbxServerless.Collector.Check;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Tests.Datasets;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Clusters;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Collector.Tests.Check;

public sealed class DestinationChecksTests
{
    private const string Volume = "/Volumes/main/ops/logs";
    private const string Directories = "GET /api/2.0/fs/directories/Volumes/main/ops/logs";
    private const string Refused = """{"status": 403, "error_code": "PERMISSION_DENIED", "message": "User does not have READ VOLUME on Volume 'main.ops.logs'."}""";
    private const string Missing = """{"status": 404, "error_code": "NOT_FOUND", "message": "It is not there."}""";
    private const string DbfsMissing = """{"status": 404, "error_code": "RESOURCE_DOES_NOT_EXIST", "message": "No file or directory exists on path."}""";

    [Fact]
    public async Task A_byte_of_an_event_log_is_read_in_a_volume()
    {
        var check = await CheckAsync(Volume, Listed("""{"bytes": "any"}"""));

        check.ShouldBe(new DestinationCheck("prod", Volume, CheckOutcome.Ok, $"{Volume}/c-1/eventlog/c-1_10/77/eventlog was read."));
    }

    [Fact]
    public async Task A_log_that_may_be_listed_and_not_read_is_refused()
    {
        var check = await CheckAsync(Volume, Listed(Refused));

        check.Outcome.ShouldBe(CheckOutcome.Failed);
        check.Finding.ShouldContain("/api/2.0/fs/files/");
    }

    [Fact]
    public async Task A_volume_that_is_not_granted_is_mended_by_the_grants_to_who_we_are()
    {
        var check = await CheckAsync(Volume, $$"""{"{{Directories}}/c-1/eventlog": [{{Refused}}]}""");

        check.Outcome.ShouldBe(CheckOutcome.Failed);
        check.Finding.ShouldContain("User does not have READ VOLUME on Volume 'main.ops.logs'");
        check.Mend.ShouldContain("GRANT READ VOLUME ON VOLUME `main`.`ops`.`logs` TO `<principal>`;");
    }

    [Fact]
    public async Task A_cluster_that_has_no_log_yet_is_followed_by_another_one()
    {
        var check = await CheckAsync(Volume, Listed("""{"bytes": "any"}""", $$""", "{{Directories}}/c-0/eventlog": [{{Missing}}]"""), "c-0", "c-1");

        check.Outcome.ShouldBe(CheckOutcome.Ok);
        check.Finding.ShouldContain("/c-1/");
    }

    [Fact]
    public async Task A_folder_without_logs_can_be_listed()
    {
        var check = await CheckAsync(Volume + "/etl", $$"""{"{{Directories}}/etl/c-1/eventlog": [{{Missing}}], "{{Directories}}/etl": [{"next_page_token": "0"}]}""");

        check.Outcome.ShouldBe(CheckOutcome.Ok);
        check.Finding.ShouldBe($"{Volume}/etl can be listed; no event log of the latest clusters is there yet.");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_yet_is_a_warning_when_its_volume_can_be_read()
    {
        var check = await CheckAsync(Volume + "/etl", $$"""{"{{Directories}}/etl/c-1/eventlog": [{{Missing}}], "{{Directories}}/etl": [{{Missing}}], "{{Directories}}": [{}]}""");

        (check.Outcome, check.Finding).ShouldBe((CheckOutcome.Warning, "The volume can be read; nothing has been delivered yet."));
    }

    [Fact]
    public async Task A_volume_that_is_not_there_may_be_hidden()
    {
        var check = await CheckAsync(Volume, $$"""{"{{Directories}}/c-1/eventlog": [{{Missing}}], "{{Directories}}": [{{Missing}}, {{Missing}}]}""");

        (check.Outcome, check.Finding).ShouldBe((CheckOutcome.Failed, "The volume does not exist, or is hidden from us."));
        check.Mend.ShouldStartWith("If it exists: GRANT USE CATALOG ON CATALOG `main`");
    }

    [Fact]
    public async Task A_volume_that_no_cluster_has_delivered_to_is_tried_before_the_first_one_does()
    {
        var check = await CheckAsync(Volume, $$"""{"{{Directories}}": [{{Refused}}]}""", clusters: []);

        check.Outcome.ShouldBe(CheckOutcome.Failed);
        check.Mend.ShouldContain("GRANT READ VOLUME");
    }

    [Fact]
    public async Task Dbfs_that_is_closed_names_both_ways_out()
    {
        var check = await CheckAsync("dbfs:/logs", """{"GET /api/2.0/dbfs/list": [{"status": 403, "error_code": "PERMISSION_DENIED", "message": "DBFS is disabled."}]}""");

        check.Outcome.ShouldBe(CheckOutcome.Failed);
        check.Mend.ShouldContain("add <principal> to the workspace's group admins");
        check.Mend.ShouldContain("Or have logs delivered to a Unity Catalog volume");
    }

    [Fact]
    public async Task A_folder_of_dbfs_that_is_not_there_yet_is_a_warning_with_why_databricks_does_not_deliver()
    {
        var check = await CheckAsync(
            "dbfs:/logs", $$"""{"GET /api/2.0/dbfs/list": [{{DbfsMissing}}], "GET /api/2.0/dbfs/get-status": [{{DbfsMissing}}]}""", new ClusterLogStatus { LastException = "No space." }, "c-1");

        (check.Outcome, check.Finding).ShouldBe((CheckOutcome.Warning, "Nothing has been delivered yet. Databricks could not deliver: No space."));
    }

    [Fact]
    public async Task Who_cannot_reach_the_workspace_learns_nothing_of_grants()
    {
        var check = await CheckAsync(Volume, new Unreachable(), status: null, ["c-1"], CancellationToken.None);

        check.Outcome.ShouldBe(CheckOutcome.Skipped);
        check.Mend.ShouldNotContain("GRANT");
    }

    [Fact]
    public async Task When_the_check_is_over_a_place_is_not_known()
    {
        using var over = new CancellationTokenSource();
        await over.CancelAsync();

        (await CheckAsync(Volume, new Unreachable(), status: null, ["c-1"], over.Token)).Outcome.ShouldBe(CheckOutcome.Skipped);
    }

    private static string Listed(string read, string more = "") =>
        $$$"""
        {
          "{{{Directories}}}/c-1/eventlog": [{"contents": [{"path": "{{{Volume}}}/c-1/eventlog/c-1_10", "is_directory": true}]}],
          "{{{Directories}}}/c-1/eventlog/c-1_10": [{"contents": [{"path": "{{{Volume}}}/c-1/eventlog/c-1_10/77", "is_directory": true}]}],
          "{{{Directories}}}/c-1/eventlog/c-1_10/77": [{"contents": [{"path": "{{{Volume}}}/c-1/eventlog/c-1_10/77/eventlog", "file_size": 9}, {"path": "{{{Volume}}}/c-1/eventlog/c-1_10/77/empty"}]}],
          "GET /api/2.0/fs/files/Volumes/main/ops/logs/c-1/eventlog/c-1_10/77/eventlog": [{{{read}}}]{{{more}}}
        }
        """;

    private static Task<DestinationCheck> CheckAsync(string destination, string answers) => CheckAsync(destination, answers, "c-1");

    private static Task<DestinationCheck> CheckAsync(string destination, string answers, params string[] clusters) => CheckAsync(destination, answers, status: null, clusters);

    private static async Task<DestinationCheck> CheckAsync(string destination, string answers, ClusterLogStatus? status, params string[] clusters)
    {
        using var workspace = JsonDocument.Parse(answers);
        return await CheckAsync(destination, new FixtureWorkspace(workspace.RootElement), status, clusters, CancellationToken.None);
    }

    private static async Task<DestinationCheck> CheckAsync(
        string destination, HttpMessageHandler workspace, ClusterLogStatus? status, string[] clusters, CancellationToken cancellationToken)
    {
        await using var client = new WorkspaceClient(
            new WorkspaceConnection { Host = "adb-1.1.azuredatabricks.net", Token = "none" }, TimeProvider.System, NullLoggerFactory.Instance, workspace);
        var conf = destination.StartsWith("/Volumes/", StringComparison.Ordinal)
            ? new ClusterLogConf { Volumes = new ClusterLogDestination { Destination = destination } }
            : new ClusterLogConf { Dbfs = new ClusterLogDestination { Destination = destination } };
        // Each ended after the next one.
        var delivering = clusters.Select((id, place) => new Cluster { ClusterId = id, TerminatedTime = 100 - place, ClusterLogConf = conf, ClusterLogStatus = status });
        var connection = new ConnectionCheck(new WorkspaceOptions { Name = "prod", Host = "https://adb-1.1.azuredatabricks.net" });
        return (await new DestinationChecks(client, connection).RunAsync(LogPlace.Of(delivering, [destination]), cancellationToken)).ShouldHaveSingleItem();
    }

    private sealed class Unreachable : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException(HttpRequestError.NameResolutionError);
    }
}
