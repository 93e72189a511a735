namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class IdleCoresTests() : RuleTest("idle-cores")
{
    private static readonly TaskSpec Minute = new() { RunMs = 60_000 };

    [Fact]
    public async Task Fires_when_a_quarter_of_the_cores_works()
    {
        var insight = await FiresAsync(Cluster(executors: 4).Stage(0, 0, Tasks(4, Minute with { RunMs = 3_600_000, Executor = "1" })));

        insight.Finding.Evidence[0].Value.ShouldBe(75);
        insight.CoreHours!.Value.ShouldBe(12, 0.001);
        insight.Finding.Advice.ShouldContain("about 5 cores");
    }

    [Fact]
    public async Task Counts_the_slots_of_tasks_that_take_two_cores()
    {
        await IsSilentAsync(Cluster(executors: 1, cores: 8).Property("spark.task.cpus", "2").Stage(0, 0, Tasks(4, Minute with { RunMs = 3_600_000 })));
    }

    [Fact]
    public async Task Is_silent_when_cores_work() => await IsSilentAsync(Cluster().Stage(0, 0, Tasks(800, Minute)));

    [Fact]
    public async Task Is_silent_for_a_small_run() => await IsSilentAsync(Cluster().Stage(0, 0, Tasks(1, Minute)));
}
