namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class BroadcastSmallTableTests() : RuleTest("broadcast-small-table")
{
    private static SparkLog Join(long left, long right, string kind = "Inner", string name = "SortMergeJoin") => Cluster().Query(
        1, 0, 60_000,
        Node(name, Side(left), Side(right)).With($"{name} [id#1], [id#2], {kind}"));

    private static PlanSpec Side(long bytes) =>
        Node("InputAdapter", Node("Sort", Node("ShuffleQueryStage", Node("Exchange").Metric("data size", bytes, "size").Metric("shuffle bytes written", bytes / 3, "size"))));

    [Fact]
    public async Task Fires_for_a_side_below_ten_mebibytes()
    {
        var insight = await FiresAsync(Join(8 * MiB, 50 * GiB));

        insight.Finding.Advice.ShouldContain("left side (8 MiB)");
        insight.Finding.Advice.ShouldContain("autoBroadcastJoinThreshold=12m");
    }

    [Theory]
    [InlineData(90L << 20, 11L << 30)]
    [InlineData(900L << 20, 310L << 30)]
    [InlineData(4L << 30, 1100L << 30)]
    public async Task Fires_for_a_larger_side_against_a_much_larger_one(long small, long large) => await FiresAsync(Join(large, small));

    [Fact]
    public async Task Fires_for_photon()
    {
        static PlanSpec Side(long bytes) => Node("PhotonShuffleExchangeSource", Node("ShuffleQueryStage", Node("PhotonShuffleMapStage", Node("PhotonShuffleExchangeSink").Metric("num uncompressed bytes written", bytes, "size"))));
        await FiresAsync(Cluster().Query(1, 0, 60_000, Node("PhotonShuffledHashJoin", Side(50 * GiB), Side(5 * MiB)).With("PhotonShuffledHashJoin [a#1], [b#2], LeftOuter, BuildRight")));
    }

    [Fact]
    public async Task Claims_writing_and_sorting_of_the_large_side()
    {
        var large = Node("Sort", Node("Exchange").In(0).Metric("data size", 50 * GiB, "size").Metric("shuffle write time", 20_000_000_000, "nsTiming")).In(1).Metric("sort time", 10_000, "timing");
        var plan = Node("SortMergeJoin", large, Side(MiB)).In(1).Metric("number of output rows", 5).With("SortMergeJoin [a#1], [b#2], Inner");
        var insight = await FiresAsync(Cluster().Query(1, 0, 90_000, plan)
            .Stage(0, 0, Tasks(16, new TaskSpec { RunMs = 20_000 }), sql: 1).Stage(1, 45_000, Tasks(16, new TaskSpec { RunMs = 10_000 }), sql: 1));

        insight.CoreHours!.Value.ShouldBe(30 / 3600.0, 1e-6);
    }

    [Theory]
    [InlineData("LeftOuter", 8, 50_000)] // the left side is kept whole
    [InlineData("FullOuter", 8, 50_000)]
    [InlineData("LeftSemi", 8, 50_000)]
    [InlineData("Inner", 50, 5_000)] // small, but the other is not large enough
    [InlineData("Inner", 8, 90)] // both are small
    public async Task Is_silent_where_a_broadcast_is_impossible_or_not_worth_it(string kind, long leftMiB, long rightMiB) =>
        await IsSilentAsync(Join(leftMiB * MiB, rightMiB * MiB, kind));

    [Fact]
    public async Task Is_silent_about_broadcast_joins() => await IsSilentAsync(Join(8 * MiB, 50 * GiB, name: "BroadcastHashJoin"));

    [Fact]
    public async Task Is_silent_when_the_shuffle_is_an_aggregations() => await IsSilentAsync(Cluster().Query(
        1, 0, 60_000, Node("SortMergeJoin", Side(8 * MiB), Node("HashAggregate", Side(50 * GiB))).With("SortMergeJoin [id#1], [id#2], Inner")));
}
