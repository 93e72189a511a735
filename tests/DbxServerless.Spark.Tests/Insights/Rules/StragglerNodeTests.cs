namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class StragglerNodeTests() : RuleTest("straggler-node")
{
    private static SparkLog Log(int stages, int slowStages, long slowMs, long slowBytes = 10 * MiB)
    {
        var log = Cluster(executors: 3);
        for (var i = 0; i < stages; i++)
        {
            var isSlow = i < slowStages;
            log.Stage(i, i * 500_000, new[] { "1", "2", "3" }.SelectMany(executor => Tasks(8, new TaskSpec
            {
                Executor = executor,
                RunMs = executor == "3" && isSlow ? slowMs : 10_000,
                InputBytes = executor == "3" ? slowBytes : 10 * MiB,
            })));
        }

        return log;
    }

    [Fact]
    public async Task Fires_when_a_host_is_slow_in_stage_after_stage()
    {
        var insight = await FiresAsync(Log(stages: 4, slowStages: 4, slowMs: 30_000));

        insight.Finding.Where.Host.ShouldBe("host-3");
        insight.Finding.Evidence[0].Value.ShouldBe(3);
        insight.CoreHours!.Value.ShouldBe(4 * 8 * 20 / 3600.0, 1e-6);
    }

    [Fact]
    public async Task Is_silent_when_it_is_slow_in_one_stage() => await IsSilentAsync(Log(stages: 4, slowStages: 1, slowMs: 200_000));

    [Fact]
    public async Task Is_silent_when_its_tasks_have_more_data() => await IsSilentAsync(Log(stages: 4, slowStages: 4, slowMs: 30_000, slowBytes: 30 * MiB));

    [Fact]
    public async Task Is_silent_about_two_stages() => await IsSilentAsync(Log(stages: 2, slowStages: 2, slowMs: 90_000));

    [Fact]
    public async Task Is_silent_about_a_little() => await IsSilentAsync(Log(stages: 4, slowStages: 4, slowMs: 14_000));
}
