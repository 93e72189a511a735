using System.Text.Json.Nodes;

namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class LateBroadcastTests() : RuleTest("late-broadcast")
{
    private static PlanSpec Large(long bytes) => Node("AQEShuffleRead", Node("ShuffleQueryStage", Node("Exchange").In(0).Metric("shuffle bytes written", bytes, "size").Metric("shuffle write time", 36_000_000_000, "nsTiming")));

    private static SparkLog Log(PlanSpec first, PlanSpec last) => Cluster().Query(1, 0, 60_000, first)
        .Event(30_000, "org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveExecutionUpdate", new JsonObject { ["executionId"] = 1, ["sparkPlanInfo"] = last.ToJson() });

    private static PlanSpec Planned() => Node("SortMergeJoin", Node("Exchange"), Node("Exchange"));

    [Fact]
    public async Task Fires_when_adaptive_execution_changed_the_join()
    {
        var final = Node("BroadcastHashJoin", Large(5 * GiB), Node("BroadcastQueryStage", Node("BroadcastExchange")));
        // The values of the metrics are reported by the stage, under the final plan's accumulators.
        var log = Log(Planned(), final).Query(2, 0, 60_000, final).Stage(0, 0, Tasks(8, new TaskSpec { RunMs = 40_000 }), sql: 1);
        var insight = await FiresAsync(log);

        insight.Finding.Where.SqlExecutionId.ShouldBe(1);
        insight.CoreHours!.Value.ShouldBe(36 / 3600.0, 1e-6);
    }

    [Fact]
    public async Task Is_silent_when_it_was_a_broadcast_from_the_start()
    {
        var final = Node("BroadcastHashJoin", Large(5 * GiB), Node("BroadcastExchange"));
        await IsSilentAsync(Log(final, final).Query(2, 0, 60_000, final).Stage(0, 0, Tasks(8, new TaskSpec { RunMs = 40_000 }), sql: 1));
    }

    [Fact]
    public async Task Is_silent_about_small_shuffles()
    {
        var final = Node("BroadcastHashJoin", Large(100 * MiB), Node("BroadcastExchange"));
        await IsSilentAsync(Log(Planned(), final).Query(2, 0, 60_000, final).Stage(0, 0, Tasks(8, new TaskSpec { RunMs = 40_000 }), sql: 1));
    }

    [Fact]
    public async Task Is_silent_when_the_shuffle_was_for_an_aggregate()
    {
        var final = Node("BroadcastHashJoin", Node("HashAggregate", Large(5 * GiB)), Node("BroadcastExchange"));
        await IsSilentAsync(Log(Planned(), final).Query(2, 0, 60_000, final).Stage(0, 0, Tasks(8, new TaskSpec { RunMs = 40_000 }), sql: 1));
    }
}
