namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class CrossJoinTests() : RuleTest("cross-join")
{
    private static PlanSpec Join(string name, long left, long right) =>
        Node(name, Node("Project", Node("Scan parquet ").Metric("number of output rows", left)), Node("BroadcastExchange").Metric("number of output rows", right));

    [Theory]
    [InlineData("BroadcastNestedLoopJoin")]
    [InlineData("CartesianProduct")]
    [InlineData("PhotonBroadcastNestedLoopJoin")]
    public async Task Fires_beyond_ten_billion_pairs(string name) => (await FiresAsync(Cluster().Query(1, 0, 5000, Join(name, 1_000_000, 20_000)))).Finding.Evidence[0].Value.ShouldBe(2e10);

    [Fact]
    public async Task Claims_the_computing_of_its_stage()
    {
        var plan = Join("BroadcastNestedLoopJoin", 1_000_000, 20_000).In(0).Metric("number of output rows", 1000);
        var insight = await FiresAsync(Cluster().Query(1, 0, 60_000, plan).Stage(0, 0, Tasks(8, new TaskSpec { RunMs = 45_000 }), sql: 1));

        insight.CoreHours!.Value.ShouldBe(8 * 45 / 3600.0, 0.001);
    }

    [Fact]
    public async Task Is_silent_up_to_ten_billion() => await IsSilentAsync(Cluster().Query(1, 0, 5000, Join("CartesianProduct", 1_000_000, 10_000)));

    [Fact]
    public async Task Is_silent_about_equi_joins() => await IsSilentAsync(Cluster().Query(1, 0, 5000, Join("BroadcastHashJoin", 1_000_000, 1_000_000)));

    [Fact]
    public async Task Is_silent_when_the_rows_are_not_told() => await IsSilentAsync(Cluster().Query(1, 0, 5000, Node("CartesianProduct", Node("Scan parquet "), Node("Scan parquet "))));
}
