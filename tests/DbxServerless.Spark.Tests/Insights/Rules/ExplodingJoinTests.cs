namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class ExplodingJoinTests() : RuleTest("exploding-join")
{
    private static PlanSpec Side(long rows) => Node("Exchange").Metric("shuffle records written", rows);

    private static SparkLog Log(long left, long right, long rows, long? kept = null, string name = "SortMergeJoin")
    {
        var join = Node(name, Side(left), Side(right)).In(0).Metric("number of output rows", rows);
        var plan = kept is null ? join : Node("Filter", Node("Project", join)).In(0).Metric("number of output rows", kept.Value);
        return Cluster().Query(1, 0, 60_000, Node("Exchange", plan)).Stage(0, 0, Tasks(8, new TaskSpec { RunMs = 45_000 }), sql: 1);
    }

    [Theory]
    [InlineData("SortMergeJoin")]
    [InlineData("BroadcastHashJoin")]
    [InlineData("PhotonShuffledHashJoin")]
    public async Task Fires_when_rows_multiply(string name)
    {
        var insight = await FiresAsync(Log(10_000_000, 5_000_000, 2_000_000_000, name: name));

        insight.Finding.Evidence[0].Value.ShouldBe(200);
        insight.CoreHours.ShouldBeNull();
    }

    [Fact]
    public async Task Claims_the_part_of_rows_that_the_stage_throws_away()
    {
        var insight = await FiresAsync(Log(300_000_000, 20_000_000, 1_500_000_000, kept: 1_000_000));

        // 1.2 of the 1.501 billion rows that the stage's operators put out need not have been.
        insight.CoreHours!.Value.ShouldBe(8 * 45 / 3600.0 * (1.2 / 1.501), 0.001);
        insight.Finding.Advice.ShouldContain("1 million of the 1.5 billion");
    }

    [Theory]
    [InlineData(300_000_000, 2_000_000_000)] // less than ten times, and all are kept
    [InlineData(1_000_000, 90_000_000)] // not many
    public async Task Is_silent_when_rows_hardly_multiply(long left, long rows) => await IsSilentAsync(Log(left, 1000, rows));

    [Fact]
    public async Task Leaves_cross_joins_to_their_rule() => await IsSilentAsync(Log(1_000_000, 100_000, 2_000_000_000, name: "CartesianProduct"));
}
