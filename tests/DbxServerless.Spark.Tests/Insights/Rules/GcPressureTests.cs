namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class GcPressureTests() : RuleTest("gc-pressure")
{
    [Fact]
    public async Task Fires_and_claims_what_is_beyond_the_threshold()
    {
        var insight = await FiresAsync(Cluster().Stage(0, 0, Tasks(16, new TaskSpec { RunMs = 30_000, GcMs = 9000, ShuffleReadBytes = MiB })));

        insight.Finding.Evidence[0].Value.ShouldBe(30);
        insight.CoreHours!.Value.ShouldBe(16 * (9 - 3) / 3600.0, 1e-6);
        insight.Finding.Advice.ShouldContain("spark.sql.shuffle.partitions=32");
    }

    [Fact]
    public async Task Advises_a_node_type_on_databricks_and_a_value_elsewhere()
    {
        var task = new TaskSpec { RunMs = 30_000, GcMs = 9000 };
        var databricks = await FiresAsync(Cluster().OnDatabricks().Property("spark.executor.memory", "8g").Stage(0, 0, Tasks(16, task)));
        var elsewhere = await FiresAsync(Cluster().Property("spark.executor.memory", "8g").Stage(0, 0, Tasks(16, task)));

        databricks.Finding.Advice.ShouldContain("node type");
        elsewhere.Finding.Advice.ShouldContain("spark.executor.memory=12288m instead of 8192m");
    }

    [Theory]
    [InlineData(30_000, 2900)] // 9.7 %
    [InlineData(5000, 2500)] // half of it, but 40 s in all
    public async Task Is_silent_when_collection_is_normal_or_short(long run, long gc)
    {
        await IsSilentAsync(Cluster().Stage(0, 0, Tasks(16, new TaskSpec { RunMs = run, GcMs = gc })));
    }
}
