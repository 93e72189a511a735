namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class AutoscalingLagTests() : RuleTest("autoscaling-lag")
{
    private static readonly TaskSpec Task = new() { RunMs = 30_000 };

    /// <summary>Four cores for the given time, with work for many more; then sixteen.</summary>
    private static SparkLog Log(long later, int tasks)
    {
        var log = new SparkLog().Executor("1");
        log.Stage(0, 0, Tasks(tasks, Task with { Executor = "1" }));
        return log.Executor("2", at: later).Executor("3", at: later).Executor("4", at: later);
    }

    [Fact]
    public async Task Fires_when_work_queues_for_minutes()
    {
        var insight = await FiresAsync(Log(later: 300_000, tasks: 80).OnDatabricks());

        insight.Finding.Evidence[0].Value.ShouldBe(300);
        insight.CoreHours.ShouldBeNull();
    }

    [Fact]
    public async Task Is_silent_when_the_cluster_grows_fast() => await IsSilentAsync(Log(later: 60_000, tasks: 80));

    [Fact]
    public async Task Is_silent_when_there_was_no_work_for_more() => await IsSilentAsync(Log(later: 300_000, tasks: 4));

    [Fact]
    public async Task Is_silent_when_the_cluster_does_not_grow() => await IsSilentAsync(new SparkLog().Executor("1").Stage(0, 0, Tasks(80, Task)));
}
