namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class RowMultiplyingGenerateTests() : RuleTest("row-multiplying-generate")
{
    private static SparkLog Log(string name, long input, long rows) =>
        Cluster().Query(1, 0, 5000, Node(name, Node("Project", Node("Scan parquet ").Metric("number of output rows", input))).Metric("number of output rows", rows));

    [Theory]
    [InlineData("Generate", "higher-order")]
    [InlineData("PhotonGenerate", "higher-order")]
    [InlineData("Expand", "approx_count_distinct")]
    public async Task Fires_for_explodes_and_grouping_sets(string name, string advice) => (await FiresAsync(Log(name, 10_000_000, 500_000_000))).Finding.Advice.ShouldContain(advice);

    [Theory]
    [InlineData("Generate", 100_000_000, 500_000_000)] // five times
    [InlineData("Generate", 10_000, 500_000)] // few rows
    [InlineData("Project", 10_000_000, 500_000_000)]
    public async Task Is_silent_about_little_growth_and_other_operators(string name, long input, long rows) => await IsSilentAsync(Log(name, input, rows));
}
