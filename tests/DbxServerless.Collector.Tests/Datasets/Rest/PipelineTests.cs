using DbxServerless.Collector.Collection;
using DbxServerless.Simulator.Faults;

namespace DbxServerless.Collector.Tests.Datasets.Rest;

/// <summary>Live pipelines and their flows over a simulated workspace.</summary>
public sealed class PipelineTests
{
    [Fact]
    public async Task Flows_add_up_to_what_their_events_tell_however_polls_fall()
    {
        await using var often = await RestWorld.StartAsync(["pipeline_flows", "live_pipelines"]);
        await using var seldom = await RestWorld.StartAsync(["pipeline_flows"]);
        await often.CollectAllAfterAsync(TimeSpan.Zero);
        await seldom.CollectAllAfterAsync(TimeSpan.Zero);
        for (var minute = 0; minute < 120; minute += 4)
            await often.CollectAllAfterAsync(TimeSpan.FromMinutes(4));
        await seldom.CollectAllAfterAsync(TimeSpan.FromMinutes(120));

        var ended = Ended(often);
        ended.Count.ShouldBeGreaterThan(10);
        ended.ShouldBe(Ended(seldom));
        often.Samples("databricks_pipeline_flow_output_rows_total").Sum(sample => sample.Value).ShouldBe(
            often.Newest("DbxPipelineFlows").Where(row => row.TryGetProperty("EndTime", out _)).Sum(row => row.GetProperty("OutputRows").GetInt64()));
        often.Samples("databricks_pipelines_by_state").Sum(sample => sample.Value).ShouldBe(often.Newest("DbxLivePipelines").Count);
    }

    [Fact]
    public async Task A_poll_with_nothing_new_asks_only_pipelines_that_are_under_way()
    {
        await using var world = await RestWorld.StartAsync(["pipeline_flows"]);
        await world.CollectAllAfterAsync(TimeSpan.Zero);
        var requests = await world.RequestsOfAsync(() => world.CollectAllAfterAsync(TimeSpan.FromMilliseconds(1)));
        requests["GET /api/2.0/pipelines"].ShouldBe(1);
        requests.Values.Sum().ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task Events_that_may_not_be_read_are_not_assessed()
    {
        await using var world = await RestWorld.StartAsync(["pipeline_flows", "live_pipelines"]);
        world.Workspace.Faults.Add(new Fault(FaultKind.PermissionDenied, "GET /api/2.0/pipelines/*"));
        (await world.CollectAsync("pipeline_flows")).Result.ShouldBe(CollectionResult.NotAssessed);
        (await world.CollectAsync("live_pipelines")).Result.ShouldBe(CollectionResult.Succeeded);
    }

    private static IReadOnlyList<string> Ended(RestWorld world) =>
    [
        .. world.Newest("DbxPipelineFlows").Where(row => row.TryGetProperty("EndTime", out _))
            .Select(row => $"{row.GetProperty("UpdateId")} {row.GetProperty("FlowName")} {row.GetProperty("Status")} {row.GetProperty("OutputRows")} {row.GetProperty("DroppedRows")}")
            .Order(StringComparer.Ordinal),
    ];
}
