namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class CollectToDriverTests() : RuleTest("collect-to-driver")
{
    private static readonly TaskSpec Large = new() { ResultBytes = 200 * MiB };

    [Fact]
    public async Task Fires_for_a_gibibyte() => (await FiresAsync(Cluster().Property("spark.driver.maxResultSize", "4g").Stage(0, 0, Tasks(16, Large)))).Finding.Advice.ShouldContain("maxResultSize is 4 GiB");

    [Fact]
    public async Task Leaves_broadcasts_to_their_rule() => await IsSilentAsync(Cluster()
        .Query(1, 0, 5000, Node("BroadcastExchange", Node("Project", Node("Scan parquet ").In(0).Metric("number of output rows", 5)))).Stage(0, 0, Tasks(16, Large), sql: 1));

    [Fact]
    public async Task Is_silent_below() => await IsSilentAsync(Cluster().Stage(0, 0, Tasks(4, Large)));
}
