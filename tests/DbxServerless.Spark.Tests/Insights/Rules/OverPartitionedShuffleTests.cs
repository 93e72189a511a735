namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class OverPartitionedShuffleTests() : RuleTest("over-partitioned-shuffle")
{
    private static readonly TaskSpec Tiny = new() { RunMs = 40, OverheadMs = 60, ShuffleReadBytes = 10_000 };

    private static SparkLog Log(TaskSpec task, int stages = 5, int tasks = 200)
    {
        var log = Cluster();
        for (var i = 0; i < stages; i++)
        {
            log.Stage(i, i * 10_000, Tasks(tasks, task));
        }

        return log;
    }

    [Fact]
    public async Task Fires_over_all_stages_and_claims_what_fewer_tasks_would_save()
    {
        var insight = await FiresAsync(Log(Tiny));

        insight.Finding.Evidence[2].Value.ShouldBe(5);
        insight.CoreHours!.Value.ShouldBe(5 * 200 * 0.060 * (1 - (8 / 200.0)) / 3600, 1e-6);
        insight.Finding.Advice.ShouldContain("spark.sql.shuffle.partitions=8 instead of 200");
    }

    [Fact]
    public async Task Advises_adaptive_execution_when_it_is_off() => (await FiresAsync(Log(Tiny).Version("3.1.1"))).Finding.Advice.ShouldContain("spark.sql.adaptive.enabled=true");

    [Fact]
    public async Task Is_silent_about_partitions_of_megabytes() => await IsSilentAsync(Log(Tiny with { ShuffleReadBytes = 2 * MiB }));

    [Fact]
    public async Task Is_silent_about_few_seconds() => await IsSilentAsync(Log(Tiny, stages: 2));

    [Fact]
    public async Task Is_silent_when_the_tasks_work() => await IsSilentAsync(Log(Tiny with { RunMs = 5000 }));
}
