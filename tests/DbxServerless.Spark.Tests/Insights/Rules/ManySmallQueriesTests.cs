namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class ManySmallQueriesTests() : RuleTest("many-small-queries")
{
    private static SparkLog Log(int queries, long duration, int tasks = 1, long run = 300)
    {
        var log = Cluster();
        for (var i = 0; i < queries; i++)
        {
            var at = i * (duration + 50);
            log.Query(i, at, at + duration, Node("Project")).Stage(i, at, Tasks(tasks, new TaskSpec { RunMs = run }), sql: i);
        }

        return log;
    }

    [Fact]
    public async Task Fires_for_a_loop_and_claims_the_waiting_in_it()
    {
        var insight = await FiresAsync(Log(250, 1000));

        insight.CoreHours!.Value.ShouldBe(250 * 0.7 * 8 / 3600, 1e-3);
        insight.Finding.Advice.ShouldContain("loop");
    }

    [Fact]
    public async Task Is_silent_about_a_hundred() => await IsSilentAsync(Log(100, 1000));

    [Fact]
    public async Task Is_silent_about_longer_queries() => await IsSilentAsync(Log(250, 4000));

    [Fact]
    public async Task Is_silent_when_they_use_the_cores() => await IsSilentAsync(Log(250, 1000, tasks: 8, run: 900));
}
