using System.Text.Json.Nodes;

namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class DriverMemoryHighTests() : RuleTest("driver-memory-high")
{
    private static SparkLog Log(long heap) => Cluster().Property("spark.driver.memory", "8g").Event(1000, "SparkListenerStageExecutorMetrics", new JsonObject
    {
        ["Executor ID"] = "driver",
        ["Stage ID"] = 0,
        ["Stage Attempt ID"] = 0,
        ["Executor Metrics"] = new JsonObject { ["JVMHeapMemory"] = heap },
    });

    [Fact]
    public async Task Fires_when_the_drivers_heap_was_full() => (await FiresAsync(Log(8000 * MiB))).Finding.Advice.ShouldContain("spark.driver.memory=12288m instead of 8192m");

    [Fact]
    public async Task Prefers_the_heap_that_the_plugin_tells() => await FiresAsync(Log(4000 * MiB)
        .Event(1, "org.apache.spark.dataflint.listener.DataflintEnvironmentInfoEvent", new JsonObject { ["environmentInfo"] = new JsonObject { ["driverXmxBytes"] = 4096 * MiB } }));

    [Theory]
    [InlineData("Job aborted due to stage failure: Total size of serialized results of 12 tasks (4.1 GiB) is bigger than spark.driver.maxResultSize (4.0 GiB)")]
    [InlineData("java.lang.OutOfMemoryError: Java heap space")]
    public async Task Fires_when_a_job_failed_for_the_drivers_memory(string error)
    {
        var insight = await FiresAsync(Cluster().Job(0, 5000, [0], failure: error));

        insight.Finding.Where.JobId.ShouldBe(0);
    }

    [Fact]
    public async Task Is_silent_when_the_heap_was_not_full() => await IsSilentAsync(Log(7000 * MiB));

    [Fact]
    public async Task Is_silent_when_the_memory_of_an_executor_was_short() =>
        await IsSilentAsync(Cluster().Job(0, 5000, [0], failure: "Task 3 in stage 0.0 failed 4 times: java.lang.OutOfMemoryError (executor 2)"));

    [Fact]
    public async Task Is_silent_when_nothing_is_told() => await IsSilentAsync(Cluster().Property("spark.driver.memory", "8g").Job(0, 5000, [0], failure: "boom"));
}
