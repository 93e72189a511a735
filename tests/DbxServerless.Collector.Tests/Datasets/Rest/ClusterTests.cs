using DbxServerless.Collector.Collection;
using DbxServerless.Simulator.Faults;

namespace DbxServerless.Collector.Tests.Datasets.Rest;

/// <summary>Live clusters and their events over a simulated workspace.</summary>
public sealed class ClusterTests
{
    [Fact]
    public async Task Clusters_are_followed_from_start_to_end_by_a_handful_of_calls()
    {
        await using var world = await RestWorld.StartAsync(["live_clusters"]);
        await world.CollectAllAfterAsync(TimeSpan.Zero);
        var running = world.Newest("DbxLiveClusters").Where(row => row.GetProperty("State").GetString() != "TERMINATED").Select(row => row.GetProperty("ClusterId").GetString()).ToList();
        running.ShouldNotBeEmpty();

        var requests = await world.RequestsOfAsync(() => world.CollectAllAfterAsync(TimeSpan.FromMilliseconds(1)));
        requests.ShouldBe(new Dictionary<string, int> { ["GET /api/2.1/clusters/list"] = 1 });

        for (var hour = 0; hour < 30; hour++)
            await world.CollectAllAfterAsync(TimeSpan.FromHours(1));
        var ended = world.Newest("DbxLiveClusters").Where(row => running.Contains(row.GetProperty("ClusterId").GetString()) && row.GetProperty("ClusterSource").GetString() == "JOB").ToList();
        ended.Count(row => row.GetProperty("State").GetString() == "TERMINATED" && row.TryGetProperty("TerminationCode", out _)).ShouldBeGreaterThan(0);
        ended.Where(row => row.GetProperty("State").GetString() == "TERMINATED").ShouldAllBe(row => row.GetProperty("TerminatedTime").GetDateTimeOffset() <= world.Time.GetUtcNow());
    }

    [Fact]
    public async Task Events_are_told_and_counted_once_however_often_passes_overlap()
    {
        await using var world = await RestWorld.StartAsync(["cluster_events"]);
        for (var pass = 0; pass < 4; pass++)
            await world.CollectAllAfterAsync(TimeSpan.FromMinutes(30));

        var events = world.Rows("DbxClusterEvents");
        events.Select(row => row.GetProperty("RecordId").GetString()).ShouldBeUnique();
        events.Count.ShouldBeGreaterThan(100);
        world.Samples("databricks_cluster_events_total").Sum(sample => sample.Value).ShouldBe(events.Count);
        events.Select(row => row.GetProperty("EventType").GetString()).ShouldBeSubsetOf(
            ["CREATING", "STARTING", "RUNNING", "INIT_SCRIPTS_STARTED", "INIT_SCRIPTS_FINISHED", "DRIVER_HEALTHY", "RESIZING", "UPSIZE_COMPLETED", "NODES_LOST", "TERMINATING"]);
        world.Samples("databricks_cluster_terminations_total").ShouldContain(sample => sample.Labels[2] == "JOB_FINISHED");
    }

    [Fact]
    public async Task Events_that_may_not_be_read_are_not_assessed_and_clusters_are_told_all_the_same()
    {
        await using var world = await RestWorld.StartAsync(["cluster_events", "live_clusters"]);
        world.Workspace.Faults.Add(new Fault(FaultKind.PermissionDenied, "POST /api/2.1/clusters/events"));
        (await world.CollectAsync("cluster_events")).Result.ShouldBe(CollectionResult.NotAssessed);
        (await world.CollectAsync("live_clusters")).Result.ShouldBe(CollectionResult.Succeeded);
        world.Samples("databricks_scraper_errors_total").Single(sample => sample.Labels[2] == "POST /api/2.1/clusters/events").Value.ShouldBeGreaterThan(1);
    }
}
