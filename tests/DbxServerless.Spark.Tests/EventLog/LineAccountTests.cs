using System.Text;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.EventLog;

namespace DbxServerless.Spark.Tests.EventLog;

public sealed class LineAccountTests
{
    private const string CutTask = """{"Event":"SparkListenerTaskEnd","Stage ID":0,"Stage Attempt ID":0,"Task Info":{"Task ID":7,"Acc""";

    [Fact]
    public async Task Empty_lines_and_carriage_returns_are_no_fault()
    {
        var log = new EventLogBuilder().ApplicationStart().TaskEnd(new(1)).TaskEnd(new(2));
        var windows = "\r\n\n  \r\n" + log.ToString().Replace("\n", "\r\n", StringComparison.Ordinal);

        var application = await Reading.ReadAsync(null, Encoding.UTF8.GetBytes(windows));

        application.Totals.Tasks.Tasks.ShouldBe(2);
        application.Account.Lines.ShouldBe(6);
        application.Account.EmptyLines.ShouldBe(3);
        application.Account.MalformedLines.ShouldBe(0);
        application.Account.IsTruncated.ShouldBeFalse();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("""{"Stage ID":1}""")]
    [InlineData("""{"Event":"SparkListenerTaskStart","Stage ID":1""")]
    [InlineData("""{"Event":"SparkListenerJobStart","Job ID":1} trailing""")]
    [InlineData("""{"Event":"SparkListenerJobStart","Job ID":1,"Stage IDs":[1,2}""")]
    [InlineData("""{"Event":"SparkListenerTaskEnd","Stage ID":0,"Task Metrics":{"Executor Run Time":01}}""")]
    [InlineData("""{"Event":"SparkListenerTaskEnd","Stage ID":0,"Task Metrics":{"Executor Run Time":5}} }""")]
    [InlineData("""{"Event":"SparkListenerTaskEnd","Stage ID":0,"Task Info":{"Accumulables":[{"ID":1,"Name":"x","Update":tru}]}}""")]
    public async Task A_line_that_is_not_an_event_is_counted_and_changes_nothing(string line)
    {
        var application = await new EventLogBuilder().ApplicationStart().Line(line).TaskEnd(new(1)).ReadAsync();

        application.Account.MalformedLines.ShouldBe(1);
        application.Account.IsTruncated.ShouldBeFalse();
        application.Totals.Tasks.Tasks.ShouldBe(1);
        application.Totals.Jobs.ShouldBe(0);
    }

    [Fact]
    public async Task A_broken_end_of_a_task_leaves_no_part_of_it_in_the_sums()
    {
        var line = new GeneratedTask(5) { SqlMetrics = [(77, "8", "8")] }.ToJson().ToJsonString();
        var broken = line.Replace("\"Updated Blocks\":[]", "\"Updated Blocks\":[", StringComparison.Ordinal);
        var plan = EventLogBuilder.PlanNode("Scan", [("rows", 77, "sum")]);

        var application = await new EventLogBuilder().SqlStart(0, plan).Line(broken).ReadAsync();

        application.Account.MalformedLines.ShouldBe(1);
        application.Totals.Tasks.Tasks.ShouldBe(0);
        application.SqlExecutions[0].Plan!.Metrics[0].Value.ShouldBeNull();
    }

    [Fact]
    public async Task A_cut_last_line_is_counted_and_the_log_is_truncated()
    {
        var application = await new EventLogBuilder().ApplicationStart().TaskEnd(new(1)).Raw(CutTask).ReadAsync();

        application.Account.IsTruncated.ShouldBeTrue();
        application.Account.MalformedLines.ShouldBe(1);
        application.Totals.Tasks.Tasks.ShouldBe(1);
    }

    [Fact]
    public async Task A_last_line_that_is_cut_right_behind_an_inner_brace_is_seen_even_when_its_event_is_of_no_interest()
    {
        const string Cut = """{"Event":"SparkListenerTaskStart","Stage ID":1,"Task Info":{"Task ID":1}""";

        var application = await new EventLogBuilder().ApplicationStart().Raw(Cut).ReadAsync();

        application.Account.IsTruncated.ShouldBeTrue();
        application.Account.MalformedLines.ShouldBe(1);
    }

    [Fact]
    public async Task A_last_line_without_a_line_feed_counts_when_it_is_whole()
    {
        var log = new EventLogBuilder().ApplicationStart().TaskEnd(new(1)).ToString().TrimEnd('\n');

        var application = await Reading.ReadAsync(null, Encoding.UTF8.GetBytes(log));

        application.Totals.Tasks.Tasks.ShouldBe(1);
        application.Account.IsTruncated.ShouldBeFalse();
    }

    [Fact]
    public async Task A_malformed_line_in_the_middle_does_not_make_a_log_truncated()
    {
        var application = await new EventLogBuilder().Line(CutTask).TaskEnd(new(1)).ReadAsync();

        application.Account.MalformedLines.ShouldBe(1);
        application.Account.IsTruncated.ShouldBeFalse();
    }

    [Fact]
    public async Task Unknown_events_are_counted_by_name()
    {
        var application = await new EventLogBuilder()
            .Event("com.databricks.SomethingNew", new() { ["a"] = 1 })
            .Event("com.databricks.SomethingNew", new() { ["a"] = 2 })
            .Line("""{ "Event" : "org.acme.Spaced", "b": {} }""")
            .Line("""{"b":{"Event":"inner"},"Event":"org.acme.Last"}""")
            .Event("SparkListenerUnpersistRDD", new() { ["RDD ID"] = 1 })
            .ReadAsync();

        application.Account.UnknownEvents.ShouldBe(
            new Dictionary<string, long> { ["com.databricks.SomethingNew"] = 2, ["org.acme.Spaced"] = 1, ["org.acme.Last"] = 1 }, ignoreOrder: true);
        application.Account.MalformedLines.ShouldBe(0);
    }

    [Fact]
    public async Task Events_that_are_there_twice_count_once()
    {
        var once = new EventLogBuilder().ApplicationStart().ExecutorAdded("1").SqlStart(0).JobStart(0, [0]).StageSubmitted(0)
            .TaskEnd(new(1)).TaskEnd(new(2)).StageCompleted(0).JobEnd(0, result: "JobFailed").SqlEnd(0).ToString();

        var application = await Reading.ReadAsync(null, Encoding.UTF8.GetBytes(once + once));

        application.Account.DuplicateEvents.ShouldBe(10);
        application.Totals.Tasks.Tasks.ShouldBe(2);
        application.Totals.Tasks.Sum(TaskMetric.InputBytes).ShouldBe(2000);
        application.Totals.Jobs.ShouldBe(1);
        application.Totals.FailedJobs.ShouldBe(1);
        application.Totals.Stages.ShouldBe(1);
        application.Totals.SqlExecutions.ShouldBe(1);
        application.Executors.Count.ShouldBe(1);
        application.Account.Applications.ShouldBe(1);
    }

    [Fact]
    public async Task Ids_of_a_second_application_in_the_same_log_do_not_count_as_duplicates()
    {
        var first = new EventLogBuilder().ApplicationStart("app-1").JobStart(0, [0]).TaskEnd(new(1)).StageCompleted(0).ToString();
        var second = new EventLogBuilder().ApplicationStart("app-2", 9000).JobStart(0, [0]).TaskEnd(new(1)).StageCompleted(0).ToString();

        var application = await Reading.ReadAsync(null, Encoding.UTF8.GetBytes(first + second));

        application.Account.Applications.ShouldBe(2);
        application.Account.DuplicateEvents.ShouldBe(0);
        application.Totals.Tasks.Tasks.ShouldBe(2);
        application.Totals.Jobs.ShouldBe(2);
        application.Stages.Count.ShouldBe(2);
        application.Id.ShouldBe("app-1");
    }

    [Fact]
    public async Task The_order_of_events_does_not_change_the_result()
    {
        string[] lines = new EventLogBuilder().ApplicationStart().ExecutorAdded("1")
            .SqlStart(3, EventLogBuilder.PlanNode("Scan", [("rows", 77, "sum")]))
            .JobStart(0, [0], 2000, ("spark.sql.execution.id", "3"), ("spark.databricks.job.id", "42"))
            .StageSubmitted(0).TaskEnd(new(1) { SqlMetrics = [(77, "4", "4")] }).TaskEnd(new(2) { SqlMetrics = [(77, "5", "9")] })
            .StageCompleted(0, sqlMetrics: (77, "9")).JobEnd(0).SqlEnd(3)
            .ToString().TrimEnd('\n').Split('\n');
        var forwards = await Reading.ReadAsync(null, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

        var backwards = await Reading.ReadAsync(null, Encoding.UTF8.GetBytes(string.Join('\n', lines.Reverse()) + "\n"));

        backwards.Json().ShouldBe(forwards.Json());
        backwards.Stages[0].Job!.Run.JobId.ShouldBe("42");
        backwards.SqlExecutions[0].Plan!.Metrics[0].Value.ShouldBe(9);
        backwards.Stages[0].PlanNodes.ShouldBe([backwards.SqlExecutions[0].Plan!]);
        backwards.Account.MisorderedEvents.ShouldBe(4);
        forwards.Account.MisorderedEvents.ShouldBe(0);
    }

    [Fact]
    public async Task A_line_over_the_limit_is_skipped_and_counted_wherever_it_falls_in_the_blocks()
    {
        var huge = $$"""{"Event":"SparkListenerJobStart","Job ID":5,"Details":"{{new string('x', 5000)}}"}""";
        var log = new EventLogBuilder().TaskEnd(new(1)).Line(huge).TaskEnd(new(2)).Line(huge).ToBytes();
        foreach (var blockBytes in new[] { 16, 100, 3000, 4096, 100_000 })
        {
            var application = await Reading.ReadAsync(new EventLogReadOptions { BlockBytes = blockBytes, MaxLineBytes = 4000 }, log);

            application.Account.OversizedLines.ShouldBe(2, $"blocks of {blockBytes}");
            application.Account.Lines.ShouldBe(4);
            application.Totals.Tasks.Tasks.ShouldBe(2);
            application.Totals.Jobs.ShouldBe(0);
            application.Account.MalformedLines.ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over()
    {
        var application = await Reading.ReadAsync(null, [.. Encoding.UTF8.Preamble, .. new EventLogBuilder().ApplicationStart().ToBytes()]);

        application.Account.MalformedLines.ShouldBe(0);
        application.Id.ShouldBe("app-1");
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_malformed_and_never_a_crash()
    {
        byte[] bad = [.. Encoding.UTF8.GetBytes("{\"Event\":\"SparkListenerJobStart\",\"Job ID\":1,\"Properties\":{\"spark.job.description\":\"a\\n"), 0xff, 0xfe, .. "\"}}\n"u8];

        var application = await Reading.ReadAsync(null, [.. bad, .. new EventLogBuilder().TaskEnd(new(1)).ToBytes()]);

        application.Account.MalformedLines.ShouldBe(1);
        application.Totals.Tasks.Tasks.ShouldBe(1);
    }
}
