namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class ExecutorMemoryLowTests() : RuleTest("executor-memory-low")
{
    private static SparkLog Log(long heap, string size = "16g", long run = 60_000) =>
        Cluster().Property("spark.executor.memory", size).Stage(0, 0, Tasks(16, new TaskSpec { RunMs = run, HeapPeak = heap }));

    [Fact]
    public async Task Fires_and_proposes_the_peak_and_a_fifth()
    {
        var insight = await FiresAsync(Log(5 * GiB));

        insight.Finding.Advice.ShouldContain("spark.executor.memory=6144m instead of 16384m");
        insight.CoreHours.ShouldBeNull();
    }

    [Fact]
    public async Task Names_the_node_type_on_databricks() =>
        (await FiresAsync(Log(5 * GiB).OnDatabricks().Property("spark.databricks.clusterUsageTags.clusterNodeType", "Standard_E8ds_v5"))).Finding.Advice.ShouldContain("Standard_E8ds_v5");

    [Fact]
    public async Task Names_the_drivers_memory_in_local_mode() =>
        (await FiresAsync(new SparkLog().Executor("driver", 8).Property("spark.driver.memory", "30g").Stage(0, 0, Tasks(16, new TaskSpec { RunMs = 60_000, HeapPeak = 5 * GiB }))))
        .Finding.Advice.ShouldContain("spark.driver.memory=6144m");

    [Theory]
    [InlineData(12 * 1024, "16g", 60_000)] // 75 %
    [InlineData(1024, "4g", 60_000)] // little in all
    [InlineData(1024, "16g", 2000)] // a short run
    [InlineData(0, "16g", 60_000)] // not reported
    public async Task Is_silent_when_memory_is_used_small_or_unknown(long heapMiB, string size, long run) => await IsSilentAsync(Log(heapMiB * MiB, size, run));
}
