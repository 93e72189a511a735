namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class IdleExecutorsTests() : RuleTest("idle-executors")
{
    private static readonly TaskSpec Long = new() { RunMs = 600_000 };

    [Fact]
    public async Task Fires_when_one_of_four_works()
    {
        var insight = await FiresAsync(Cluster(executors: 4).OnDatabricks().Stage(0, 0, Tasks(4, Long with { Executor = "1" })));

        insight.CoreHours!.Value.ShouldBe(3 * 4 * 600 / 3600.0, 1e-6);
        insight.Title.ShouldContain("1.0 of 4.0");
        insight.Finding.Advice.ShouldContain("autoscale.min_workers=1");
    }

    [Fact]
    public async Task Is_silent_when_all_have_tasks() => await IsSilentAsync(Cluster(executors: 4).Stage(0, 0, new[] { "1", "2", "3", "4" }.Select(id => Long with { Executor = id })));

    [Fact]
    public async Task Is_silent_when_nobody_has_tasks() => await IsSilentAsync(Cluster(executors: 4).Until(3_600_000));

    [Fact]
    public async Task Is_silent_about_small_runs() => await IsSilentAsync(Cluster(executors: 4).Stage(0, 0, Tasks(4, new TaskSpec { RunMs = 30_000, Executor = "1" })));
}
