using System.Text.Json.Nodes;
using DbxServerless.Spark.Tests.EventLog;

namespace DbxServerless.Spark.Tests.Application;

public sealed class SqlTests
{
    [Fact]
    public async Task Metrics_that_are_strings_get_their_last_total()
    {
        var plan = EventLogBuilder.PlanNode(
            "PhotonAgg", [("number of output rows", 77, "sum"), ("duration", 78, "timing"), ("never updated", 79, "sum"), ("smallest", 80, "minimum")]);
        var application = await new EventLogBuilder().SqlStart(0, plan).JobStart(0, [0], 2000, ("spark.sql.execution.id", "0"))
            .TaskEnd(new(1) { SqlMetrics = [(77, "1392", "1392"), (78, "00:00:01.500", "00:00:01.500"), (80, "9", "9")] })
            .TaskEnd(new(2) { SqlMetrics = [(77, "8", "1400"), (78, "00:00:00.500", "00:00:02"), (80, "4", "4")] })
            .StageCompleted(0, sqlMetrics: [(77, "1400"), (80, "4")])
            .ReadAsync();

        var metrics = application.SqlExecutions[0].Plan!.Metrics;
        metrics.Select(metric => metric.Value).ShouldBe([1400, 2000, null, 4]);
        metrics[0].MaxOfTask.ShouldBe(1392);
        metrics[0].Tasks.ShouldBe(2);
        application.Stages[0].PlanNodes.ShouldHaveSingleItem().Name.ShouldBe("PhotonAgg");
    }

    [Fact]
    public async Task A_stage_that_never_completes_still_tells_its_metrics_and_nodes()
    {
        var plan = EventLogBuilder.PlanNode("Scan", [("rows", 77, "sum")]);

        var application = await new EventLogBuilder().SqlStart(0, plan).TaskEnd(new(1) { SqlMetrics = [(77, "5", "5")] }).ReadAsync();

        application.SqlExecutions[0].Plan!.Stages.ShouldBe([application.Stages[0]]);
        application.SqlExecutions[0].Plan!.Metric("rows")!.Value.ShouldBe(5);
    }

    [Fact]
    public async Task The_driver_reports_metrics_too_and_the_initial_minus_one_is_no_value()
    {
        var plan = EventLogBuilder.PlanNode("Scan", [("files read", 6845, "sum"), ("size", 6846, "size")]);

        var application = await new EventLogBuilder().SqlStart(26, plan).DriverUpdates(26, (6845, 1_150_514), (6846, -1)).ReadAsync();

        application.SqlExecutions[0].Plan!.Metric("files read")!.Value.ShouldBe(1_150_514);
        application.SqlExecutions[0].Plan!.Metric("size")!.Value.ShouldBeNull();
    }

    [Fact]
    public async Task A_part_may_start_before_its_root()
    {
        var application = await new EventLogBuilder().SqlStart(6, root: 5).SqlStart(5).SqlStart(7, root: 5).SqlEnd(6).SqlEnd(5).ReadAsync();

        application.SqlExecutions.Select(execution => (execution.ExecutionId, execution.IsRoot, execution.DurationMs)).ShouldBe(
            [(5, true, 8000), (6, false, 8000), (7, false, null)]);
        application.Totals.SqlExecutions.ShouldBe(3);
    }

    [Fact]
    public async Task Adaptive_execution_replaces_the_plan_and_the_first_operators_are_remembered()
    {
        var application = await new EventLogBuilder()
            .SqlStart(0, EventLogBuilder.PlanNode("AdaptiveSparkPlan", null, EventLogBuilder.PlanNode("SortMergeJoin")))
            .SqlReplan(0, EventLogBuilder.PlanNode("AdaptiveSparkPlan", null, EventLogBuilder.PlanNode("BroadcastHashJoin", null, EventLogBuilder.PlanNode("Scan"))))
            .SqlReplan(0, EventLogBuilder.PlanNode("AdaptiveSparkPlan", null, EventLogBuilder.PlanNode("BroadcastHashJoin")))
            .ReadAsync();

        var execution = application.SqlExecutions[0];
        execution.Replans.ShouldBe(2);
        execution.InitialOperators.ShouldBe(["AdaptiveSparkPlan", "SortMergeJoin"]);
        execution.Plan!.All().Select(node => node.Name).ShouldBe(["AdaptiveSparkPlan", "BroadcastHashJoin"]);
    }

    [Fact]
    public async Task A_plan_that_nests_two_thousand_deep_in_a_line_of_half_a_megabyte_is_read()
    {
        var plan = EventLogBuilder.PlanNode("Scan", [("rows", 1, "sum")]);
        for (var i = 0; i < 200; i++)
        {
            plan = EventLogBuilder.PlanNode("Filter", null, plan);
        }

        var line = new EventLogBuilder().SqlReplan(0, plan, new string('x', 500_000)).ToString();
        const string Nested = "\"nodeName\":\"Scan\",\"simpleString\":";
        var deep = line.Replace(Nested, $"\"extra\":{new string('[', 1800)}{new string(']', 1800)},{Nested}", StringComparison.Ordinal);

        var application = await new EventLogBuilder().SqlStart(0).Raw(deep).ReadAsync();

        application.Account.MalformedLines.ShouldBe(0);
        application.SqlExecutions[0].Plan!.All().Count().ShouldBe(201);
    }

    [Theory]
    [InlineData("", "JobSucceeded", false)]
    [InlineData("Table not found", "JobSucceeded", true)]
    [InlineData(null, "JobSucceeded", false)]
    [InlineData(null, "JobFailed", true)]
    [InlineData("", "JobFailed", false)]
    public async Task An_execution_fails_by_its_error_or_in_old_versions_by_its_jobs(string? error, string jobResult, bool failed)
    {
        var application = await new EventLogBuilder().SqlStart(0).JobStart(0, [], 2000, ("spark.sql.execution.id", "0"))
            .JobEnd(0, result: jobResult).SqlEnd(0, error: error).ReadAsync();

        application.SqlExecutions[0].HasFailed.ShouldBe(failed);
    }

    [Fact]
    public async Task Details_of_a_plan_node_are_cut_and_their_length_is_known()
    {
        var plan = EventLogBuilder.PlanNode("Filter");
        plan["simpleString"] = new string('é', 5000);
        plan["metadata"] = new JsonObject { ["Format"] = "parquet" };

        var node = (await new EventLogBuilder().SqlStart(0, plan).ReadAsync()).SqlExecutions[0].Plan!;

        node.Detail.Length.ShouldBe(4000);
        node.DetailBytes.ShouldBeGreaterThan(5000);
        node.Metadata["Format"].ShouldBe("parquet");
    }
}
