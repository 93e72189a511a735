namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class LargeBroadcastTests() : RuleTest("large-broadcast")
{
    [Theory]
    [InlineData("BroadcastExchange")]
    [InlineData("PhotonBroadcastExchange")]
    public async Task Fires_above_a_gibibyte_and_claims_the_wait(string name)
    {
        var plan = Node("BroadcastHashJoin", Node("Scan parquet "), Node(name).Metric("data size", 5 * GiB, "size").Metric("time to build", 30_000, "timing"));
        var insight = await FiresAsync(Cluster().Query(1, 0, 60_000, plan));

        insight.Finding.Advice.ShouldContain("spark.sql.autoBroadcastJoinThreshold=512m");
        insight.CoreHours!.Value.ShouldBe(8 * 30 / 3600.0, 1e-6);
    }

    [Fact]
    public async Task Judges_photons_hash_table_where_there_is_no_exchange()
    {
        var plan = Node("PhotonBroadcastHashJoin", Node("PhotonScan parquet "), Node("PhotonShuffleExchangeSource")).Metric("hashed relation size", 2 * GiB, "size");
        await FiresAsync(Cluster().Query(1, 0, 60_000, plan));
    }

    [Fact]
    public async Task Is_silent_up_to_a_gibibyte() => await IsSilentAsync(Cluster().Query(1, 0, 60_000, Node("BroadcastExchange").Metric("data size", GiB, "size")));

    [Fact]
    public async Task Is_silent_about_shuffles() => await IsSilentAsync(Cluster().Query(1, 0, 60_000, Node("Exchange").Metric("data size", 50 * GiB, "size")));

    [Fact]
    public async Task Says_a_reused_broadcast_once()
    {
        var plan = Node("Union", Node("BroadcastExchange").Metric("data size", 5 * GiB, "size"), Node("ReusedExchange", Node("BroadcastExchange").Metric("data size", 5 * GiB, "size")));
        await FiresAsync(Cluster().Query(1, 0, 60_000, plan));
    }
}
