namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class DriverBoundTests() : RuleTest("driver-bound")
{
    private static readonly TaskSpec Minute = new() { RunMs = 60_000 };

    [Fact]
    public async Task Fires_when_a_query_plans_for_minutes_before_its_tasks_run()
    {
        var insight = await FiresAsync(Cluster().Query(7, 0, 300_000, Node("Project")).Stage(0, 180_000, Tasks(16, Minute), sql: 7));

        insight.Finding.Where.SqlExecutionId.ShouldBe(7);
        insight.CoreHours!.Value.ShouldBe(8 * 180 / 3600.0, 1e-6);
        insight.Title.ShouldContain("3 min");
    }

    [Fact]
    public async Task Fires_for_jobs_outside_of_queries()
    {
        var log = Cluster().Job(0, 300_000, [0]).Stage(0, 180_000, Tasks(16, Minute), withJob: false);

        (await FiresAsync(log)).Finding.Where.SqlExecutionId.ShouldBeNull();
    }

    [Fact]
    public async Task Is_silent_when_tasks_run_all_the_time() =>
        await IsSilentAsync(Cluster().Query(7, 0, 125_000, Node("Project")).Stage(0, 5000, Tasks(16, Minute), sql: 7));

    [Fact]
    public async Task Is_silent_about_time_between_queries() =>
        await IsSilentAsync(Cluster().Query(7, 600_000, 720_000, Node("Project")).Stage(0, 600_000, Tasks(16, Minute), sql: 7));

    [Fact]
    public async Task Is_silent_about_seconds() =>
        await IsSilentAsync(Cluster().Query(7, 0, 30_000, Node("Project")).Stage(0, 25_000, Tasks(8, new TaskSpec { RunMs = 5000 }), sql: 7));
}
