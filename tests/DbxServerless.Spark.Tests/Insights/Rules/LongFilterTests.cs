namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class LongFilterTests() : RuleTest("long-filter")
{
    private static SparkLog Log(string name, int length, long? rows)
    {
        var scan = Node("Scan parquet ");
        return Cluster().Query(1, 0, 5000, Node(name, rows is null ? scan : scan.Metric("number of output rows", rows.Value)).With(name + " " + new string('x', length)));
    }

    [Theory]
    [InlineData("Filter")]
    [InlineData("PhotonFilter")]
    [InlineData("DataFlintFilter")]
    public async Task Fires_for_every_engine(string name) => (await FiresAsync(Log(name, 1200, 10_000_000))).Finding.Where.PlanNodeId.ShouldBe(0);

    [Fact]
    public async Task Fires_when_the_rows_are_not_told() => await FiresAsync(Log("Filter", 1200, null));

    [Fact]
    public async Task Is_silent_for_a_short_condition() => await IsSilentAsync(Log("Filter", 900, 10_000_000));

    [Fact]
    public async Task Is_silent_on_few_rows() => await IsSilentAsync(Log("Filter", 5000, 10_000));

    [Fact]
    public async Task Is_silent_about_other_operators() => await IsSilentAsync(Log("Project", 5000, 10_000_000));
}
