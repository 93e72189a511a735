using System.Text.Json;
using DbxServerless.Collector.Check;
using DbxServerless.Collector.Tests.Datasets;
using DbxServerless.Databricks;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Collector.Tests.Check;

public sealed class EndpointProbesTests
{
    // What is listed, what lists nothing, and how the endpoint is then asked.
    public static TheoryData<string, string, string, string> OfFirst => new()
    {
        { "GET /api/2.2/jobs/runs/get", "GET /api/2.2/jobs/runs/list", """{"runs": [{"run_id": 7}, {"run_id": 8}]}""", "run_id=7" },
        { "GET /api/2.2/jobs/runs/get-output", "GET /api/2.2/jobs/runs/list", """{"runs": [{"run_id": 7}, {"run_id": 8, "tasks": [{"run_id": 81}]}]}""", "run_id=81" },
        { "GET /api/2.1/clusters/get", "GET /api/2.1/clusters/list", """{"clusters": [{"cluster_id": "c-1"}, {"cluster_id": "c-2"}]}""", "cluster_id=c-1" },
        { "POST /api/2.1/clusters/events", "GET /api/2.1/clusters/list", """{"clusters": [{"cluster_id": "c-1"}]}""", "\"c-1\"" },
        { "GET /api/2.0/pipelines/{id}/events", "GET /api/2.0/pipelines", """{"statuses": [{"pipeline_id": "p-1"}]}""", "max_results" },
        {
            "GET /api/2.0/serving-endpoints/{name}/metrics", "GET /api/2.0/serving-endpoints",
            """{"endpoints": [{"name": "theirs", "state": {"ready": "READY"}}, {"name": "ours", "state": {"ready": "READY"}, "config": {"served_entities": [{"entity_name": "m"}]}}]}""", ""
        },
    };

    [Theory]
    [MemberData(nameof(OfFirst))]
    public async Task What_wants_an_id_is_asked_about_the_first_thing_that_is_listed(string endpoint, string list, string listed, string asked) =>
        (await TryAsync(endpoint, list, listed, $$$"""{"when": {{{JsonSerializer.Serialize(asked)}}}, "answer": {}}""")).ShouldBe(true);

    [Theory]
    [MemberData(nameof(OfFirst))]
    public async Task With_nothing_listed_there_is_nothing_to_try_with(string endpoint, string list, string listed, string asked)
    {
        _ = (listed, asked);
        (await TryAsync(endpoint, list, "{}")).ShouldBe(false);
    }

    [Theory]
    [MemberData(nameof(OfFirst))]
    public async Task A_refusal_of_the_endpoint_is_told(string endpoint, string list, string listed, string asked)
    {
        _ = asked;
        var refused = await Should.ThrowAsync<DatabricksException>(() =>
            TryAsync(endpoint, list, listed, """{"status": 403, "error_code": "PERMISSION_DENIED", "message": "You may not."}"""));
        refused.IsPermission.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(OfFirst))]
    public async Task A_thing_that_went_meanwhile_says_nothing_about_permissions(string endpoint, string list, string listed, string asked)
    {
        _ = asked;
        (await TryAsync(endpoint, list, listed, """{"status": 404, "error_code": "RESOURCE_DOES_NOT_EXIST", "message": "It does not exist."}""")).ShouldBe(true);
    }

    [Fact]
    public async Task What_is_not_known_is_not_tried() => (await TryAsync("GET /api/2.0/dbfs/read", "GET /api/2.0/dbfs/list", "{}")).ShouldBeNull();

    private static async Task<bool?> TryAsync(string endpoint, string list, string listed, string? answer = null)
    {
        using var answers = JsonDocument.Parse($$"""{"{{list}}": [{{listed}}], "{{endpoint}}": [{{answer}}]}""");
        await using var client = new WorkspaceClient(
            new WorkspaceConnection { Host = "adb-1.1.azuredatabricks.net", Token = "none" }, TimeProvider.System, NullLoggerFactory.Instance,
            new FixtureWorkspace(answers.RootElement));
        return await EndpointProbes.TryAsync(endpoint, client, CancellationToken.None);
    }
}
