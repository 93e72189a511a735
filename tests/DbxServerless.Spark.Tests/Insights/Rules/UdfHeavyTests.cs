namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class UdfHeavyTests() : RuleTest("udf-heavy")
{
    private static SparkLog Log(PlanSpec plan, long run = 60_000) => Cluster().Query(1, 0, 130_000, plan).Stage(0, 0, Tasks(16, new TaskSpec { RunMs = run }), sql: 1);

    [Theory]
    [InlineData("BatchEvalPython", "pandas_udf")]
    [InlineData("ArrowEvalPython", "maxRecordsPerBatch")]
    [InlineData("MapElements", "DataFrame expressions")]
    public async Task Fires_for_functions_of_python_and_scala(string name, string advice) =>
        (await FiresAsync(Log(Node("WholeStageCodegen (1)", Node(name, Node("Scan parquet "))).In(0).Metric("duration", 1)))).Finding.Advice.ShouldContain(advice);

    [Fact]
    public async Task Fires_for_a_scala_udf_in_a_projection() =>
        (await FiresAsync(Log(Node("Project", Node("Scan parquet ").In(0).Metric("number of output rows", 5)).With("Project [UDF(a#1) AS b#2]")))).Finding.Advice.ShouldContain("Scala UDF");

    [Fact]
    public async Task Claims_the_time_of_python_workers() =>
        (await FiresAsync(Log(Node("ArrowEvalPython").In(0).Metric("time to run Python workers", 360_000, "timing")))).CoreHours!.Value.ShouldBe(0.1, 1e-6);

    [Fact]
    public async Task Is_silent_about_a_few_seconds() => await IsSilentAsync(Log(Node("BatchEvalPython").In(0).Metric("number of output rows", 5), run: 2000));

    [Fact]
    public async Task Is_silent_about_built_in_functions() => await IsSilentAsync(Log(Node("Project", Node("Scan parquet ").In(0).Metric("number of output rows", 5)).With("Project [upper(a#1) AS b#2]")));

    [Fact]
    public async Task Is_silent_when_it_is_a_small_part_of_the_run() => await IsSilentAsync(
        Log(Node("BatchEvalPython").In(0).Metric("number of output rows", 5), run: 25_000).Stage(9, 140_000, Tasks(160, new TaskSpec { RunMs = 60_000 })));

    [Fact]
    public async Task Rows_of_an_rdd_becoming_a_table_are_no_function() =>
        await IsSilentAsync(Log(Node("SerializeFromObject", Node("Scan[obj#1]").In(0).Metric("number of output rows", 5))));
}
