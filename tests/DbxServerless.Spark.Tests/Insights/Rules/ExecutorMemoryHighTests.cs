namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class ExecutorMemoryHighTests() : RuleTest("executor-memory-high")
{
    private static SparkLog Log(long heap, long gc, long run = 30_000, long spill = 0) => Cluster().Property("spark.executor.memory", "8g")
        .Stage(0, 0, Tasks(16, new TaskSpec { RunMs = run, GcMs = gc, HeapPeak = heap, MemorySpill = spill }));

    [Fact]
    public async Task Fires_when_the_heap_was_full_and_garbage_collection_shows_it()
    {
        var insight = await FiresAsync(Log(7900 * MiB, gc: 3000));

        insight.Finding.Where.ExecutorId.ShouldNotBeNull();
        insight.Finding.Evidence[0].Value.ShouldBe(96.44);
        insight.Finding.Advice.ShouldContain("spark.executor.memory=9875m instead of 8192m");
    }

    [Fact]
    public async Task Fires_when_the_heap_was_full_and_tasks_spilled() => await FiresAsync(Log(7900 * MiB, gc: 0, spill: GiB));

    [Fact]
    public async Task Fires_when_an_executor_died_of_it() =>
        await FiresAsync(Log(7900 * MiB, gc: 0).Removed("2", 70_000, "Container killed by YARN for exceeding memory limits. 9.1 GB of 9 GB physical memory used."));

    [Fact]
    public async Task Is_silent_when_a_full_heap_did_no_harm() => await IsSilentAsync(Log(7900 * MiB, gc: 300));

    [Fact]
    public async Task Is_silent_when_the_heap_was_not_full() => await IsSilentAsync(Log(7500 * MiB, gc: 6000));

    [Fact]
    public async Task Is_silent_when_nothing_was_reported() => await IsSilentAsync(Log(0, gc: 6000));

    [Fact]
    public async Task Is_silent_in_a_run_of_seconds() => await IsSilentAsync(Log(7900 * MiB, gc: 300, run: 1000));
}
