using DbxServerless.Collector.Check;
using DbxServerless.Databricks.Clusters;

namespace DbxServerless.Collector.Tests.Check;

public sealed class LogPlaceTests
{
    [Theory]
    [InlineData("/Volumes/main/ops/logs", "/Volumes/main/ops/logs")]
    [InlineData("/Volumes/main/ops/logs/etl/nightly/", "/Volumes/main/ops/logs")]
    [InlineData("dbfs:/Volumes/main/ops/logs/etl", "/Volumes/main/ops/logs")]
    [InlineData("dbfs:/cluster-logs", "dbfs:/cluster-logs")]
    [InlineData("/cluster-logs/etl", "dbfs:/cluster-logs")]
    [InlineData("dbfs:/mnt/lake/logs/etl", "dbfs:/mnt/lake")]
    [InlineData("dbfs:/", "dbfs:/")]
    public void A_place_is_what_one_grant_opens(string destination, string place) => LogPlace.NameOf(destination).ShouldBe(place);

    [Fact]
    public void The_cluster_that_ended_last_is_tried_first_and_the_youngest_that_lives_last()
    {
        Cluster[] clusters = [Cluster("young", started: 40), Cluster("old", started: 10), Cluster("earlier", started: 1, ended: 20), Cluster("later", started: 2, ended: 30)];

        LogPlace.Of(clusters, []).ShouldHaveSingleItem().Clusters.Select(cluster => cluster.ClusterId).ShouldBe(["later", "earlier", "old", "young"]);
    }

    [Fact]
    public void What_no_cluster_delivers_to_yet_is_a_place_too()
    {
        var places = LogPlace.Of([Cluster("one", started: 1)], ["/Volumes/main/ops/logs/new", "dbfs:/logs"]);

        places.Select(place => (place.Name, place.IsVolume, place.Clusters.Count)).ShouldBe([("/Volumes/main/ops/logs", true, 0), ("dbfs:/logs", false, 1)]);
        places[0].Folders.ShouldBe(["/Volumes/main/ops/logs/new"]);
    }

    private static Cluster Cluster(string id, long started, long ended = 0) => new()
    {
        ClusterId = id,
        StartTime = started,
        TerminatedTime = ended,
        ClusterLogConf = new ClusterLogConf { Dbfs = new ClusterLogDestination { Destination = "dbfs:/logs" } },
    };
}
