using DbxServerless.Spark.Application;
using DbxServerless.Spark.Tests.EventLog;

namespace DbxServerless.Spark.Tests.Application;

public sealed class TaskTests
{
    [Fact]
    public async Task A_failed_task_without_metrics_counts_and_adds_no_work()
    {
        var application = await new EventLogBuilder().TaskEnd(new(1))
            .TaskEnd(new(2) { HasMetrics = false, Failed = true, Reason = "ExceptionFailure", ErrorClass = "java.lang.OutOfMemoryError", Duration = 900 })
            .TaskEnd(new(3) { HasMetrics = false, Failed = true, Reason = "FetchFailed" })
            .TaskEnd(new(4) { HasMetrics = false, Failed = true, Reason = "FetchFailed" })
            .ReadAsync();

        var tasks = application.Stages[0].Tasks;
        tasks.Totals.Tasks.ShouldBe(4);
        tasks.Totals.FailedTasks.ShouldBe(3);
        tasks.Totals.Sum(TaskMetric.InputBytes).ShouldBe(1000);
        tasks.Distribution(TaskMetric.InputBytes).Count.ShouldBe(1);
        tasks.Distribution(TaskMetric.DurationMs).Count.ShouldBe(4);
        tasks.Failures.Select(failure => (failure.Reason, failure.ErrorClass, failure.Tasks)).ShouldBe(
            [("ExceptionFailure", "java.lang.OutOfMemoryError", 1), ("FetchFailed", null, 2)]);
        tasks.Failures[0].Message.ShouldBe("went \"wrong\"\nbadly");
        tasks.Failures[0].DurationMs.ShouldBe(900);
    }

    [Fact]
    public async Task A_task_whose_output_was_lost_counts_again_but_its_time_does_not()
    {
        var application = await new EventLogBuilder().TaskEnd(new(1)).TaskEnd(new(1) { Reason = "Resubmitted", HasMetrics = false }).ReadAsync();

        var tasks = application.Stages[0].Tasks;
        tasks.Totals.Tasks.ShouldBe(2);
        tasks.Totals.RetriedTasks.ShouldBe(1);
        tasks.Totals.Sum(TaskMetric.DurationMs).ShouldBe(100);
        tasks.Distribution(TaskMetric.DurationMs).Count.ShouldBe(1);
        application.Executors[0].Tasks.ShouldBe(1);
        application.Account.DuplicateEvents.ShouldBe(0);
    }

    [Fact]
    public async Task Every_metric_is_summed_from_its_own_field()
    {
        var tasks = (await new EventLogBuilder().TaskEnd(new(1)).TaskEnd(new(2) { Duration = 300 }).ReadAsync()).Totals.Tasks;

        tasks.Sum(TaskMetric.ExecutorRunTimeMs).ShouldBe(390);
        tasks.Sum(TaskMetric.ExecutorCpuTimeNs).ShouldBe(390_000_000);
        tasks.Sum(TaskMetric.JvmGcTimeMs).ShouldBe(4);
        tasks.Sum(TaskMetric.MemorySpilledBytes).ShouldBe(60);
        tasks.Sum(TaskMetric.DiskSpilledBytes).ShouldBe(40);
        tasks.Sum(TaskMetric.ShuffleReadBytes).ShouldBe(24);
        tasks.Sum(TaskMetric.ShuffleReadRecords).ShouldBe(6);
        tasks.Sum(TaskMetric.ShuffleWriteBytes).ShouldBe(22);
        tasks.Sum(TaskMetric.ShuffleWriteRecords).ShouldBe(4);
        tasks.Sum(TaskMetric.InputBytes).ShouldBe(2000);
        tasks.Sum(TaskMetric.InputRecords).ShouldBe(20);
        tasks.Sum(TaskMetric.OutputBytes).ShouldBe(8);
        tasks.Sum(TaskMetric.OutputRecords).ShouldBe(2);
        tasks.Sum(TaskMetric.DurationMs).ShouldBe(400);
        tasks.Sum(TaskMetric.SchedulerDelayMs).ShouldBe(8);
    }

    [Fact]
    public async Task A_line_that_is_written_differently_gives_the_same()
    {
        var task = new GeneratedTask(1) { SqlMetrics = [(77, "5", "5")] };
        var plan = EventLogBuilder.PlanNode("Scan", [("rows", 77, "sum")]);
        var usual = await new EventLogBuilder().SqlStart(0, plan).TaskEnd(task).ReadAsync();
        var spaced = task.ToJson().ToJsonString()
            .Replace(":", " : ", StringComparison.Ordinal)
            .Replace("\"Stage ID\"", "\"Stage \\u0049D\"", StringComparison.Ordinal)
            .Replace("\"Value\" : \"5\"", "\"Value\" : 5.0", StringComparison.Ordinal);

        var application = await new EventLogBuilder().SqlStart(0, plan.DeepClone().AsObject()).Line(spaced).ReadAsync();

        application.Account.MalformedLines.ShouldBe(0);
        application.Json().ShouldBe(usual.Json());
        application.SqlExecutions[0].Plan!.Metrics[0].Value.ShouldBe(5);
    }

    [Fact]
    public async Task Executors_know_their_life_and_their_work()
    {
        var application = await new EventLogBuilder()
            .ExecutorAdded("1", "10.0.0.1", 8, 1100).ExecutorAdded("2", "10.0.0.2", 8, 1200)
            .TaskEnd(new(1) { ExecutorId = "1", Launch = 3000, Duration = 100 })
            .TaskEnd(new(2) { ExecutorId = "1", Launch = 3050, Duration = 100 })
            .TaskEnd(new(3) { ExecutorId = "1", Launch = 5000, Duration = 10 })
            .TaskEnd(new(4) { ExecutorId = "2", Launch = 3120, Duration = 5, Failed = true, Reason = "ExecutorLostFailure", HasMetrics = false })
            .ExecutorRemoved("2", "worker lost: 10.0.0.2 was preempted", 6000)
            .ReadAsync();

        var first = application.Executors[0];
        (first.Cores, first.AddTime, first.RemoveTime, first.Tasks).ShouldBe((8, 1100, null, 3));
        first.Busy.TotalMs.ShouldBe(160);
        first.TaskTimeMs.ShouldBe(210);
        first.MemoryPeak(ExecutorMemoryMetric.JvmHeapBytes).ShouldBe(7_000_003);
        var second = application.Executors[1];
        (second.RemoveTime, second.RemoveReason, second.FailedTasks).ShouldBe((6000, "worker lost: 10.0.0.2 was preempted", 1));
        application.Busy.TotalMs.ShouldBe(160);
        application.Stages[0].Tasks.Executors.Single(part => part.Executor == first).Tasks.ShouldBe(3);
    }
}
