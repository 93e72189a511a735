using System.Text.Json.Nodes;

namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class IdleBetweenQueriesTests() : RuleTest("idle-between-queries")
{
    private static readonly TaskSpec Minute = new() { RunMs = 60_000 };

    [Fact]
    public async Task Fires_for_a_long_start() =>
        (await FiresAsync(Cluster().Query(1, 300_000, 360_000, Node("Project")).Stage(0, 300_000, Tasks(8, Minute), sql: 1))).Finding.Advice.ShouldContain("before it (%pip");

    [Fact]
    public async Task Fires_between_two_queries_and_claims_the_wait()
    {
        var insight = await FiresAsync(Cluster().Stage(0, 0, Tasks(8, Minute)).Stage(1, 360_000, Tasks(8, Minute)));

        insight.CoreHours!.Value.ShouldBe(8 * 300 / 3600.0, 1e-6);
        insight.Finding.Advice.ShouldContain("between queries");
    }

    [Fact]
    public async Task Fires_after_the_last_and_advises_a_job_cluster() =>
        (await FiresAsync(Cluster().OnDatabricks().Stage(0, 0, Tasks(8, Minute)).Until(600_000))).Finding.Advice.ShouldContain("autotermination_minutes");

    [Fact]
    public async Task Advises_streams_to_run_on_less()
    {
        var log = Cluster().Stage(0, 0, Tasks(8, Minute)).Stage(1, 360_000, Tasks(8, Minute))
            .Event(1, "org.apache.spark.sql.streaming.StreamingQueryListener$QueryStartedEvent", new JsonObject { ["id"] = "q", ["runId"] = "r", ["timestamp"] = SparkLog.Iso(1) });

        (await FiresAsync(log)).Finding.Advice.ShouldContain("Trigger.AvailableNow");
    }

    [Fact]
    public async Task Is_silent_when_queries_follow_each_other() => await IsSilentAsync(Cluster().Stage(0, 0, Tasks(80, Minute)).Stage(1, 630_000, Tasks(80, Minute)));

    [Fact]
    public async Task Is_silent_while_a_query_is_open() =>
        await IsSilentAsync(Cluster().Query(1, 0, 360_000, Node("Project")).Stage(0, 300_000, Tasks(8, Minute), sql: 1));

    [Fact]
    public async Task Is_silent_about_small_runs() => await IsSilentAsync(Cluster(executors: 1, cores: 2).Stage(0, 300_000, Tasks(2, Minute)));
}
