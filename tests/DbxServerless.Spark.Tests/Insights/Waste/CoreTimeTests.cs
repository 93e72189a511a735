using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Tests.Insights.Waste;

public sealed class CoreTimeTests
{
    private static readonly TaskSpec Second = new() { RunMs = 1000 };

    [Fact]
    public async Task Divides_the_core_time_without_gap_or_overlap()
    {
        // Two executors of 2 cores for 10 s: a task of 4 s on the first from 2 s on; a query is open from 1 s to 8 s.
        var application = await new SparkLog().Executor("1", 2).Executor("2", 2)
            .Query(0, 1000, 8000, PlanSpec.Node("Project"))
            .Stage(0, 2000, [new TaskSpec { RunMs = 3500, OverheadMs = 500, GcMs = 300, FetchWaitMs = 200 }], sql: 0)
            .Until(10_000)
            .ReadAsync();
        var time = CoreTime.Of(application);

        time.TotalMs.ShouldBe(40_000);
        time.UsedMs.ShouldBe(4000);
        Parts(time).ShouldBe(new Dictionary<WasteKind, long>
        {
            [WasteKind.Overhead] = 500,
            [WasteKind.GarbageCollection] = 300,
            [WasteKind.ShuffleFetchWait] = 200,
            [WasteKind.Compute] = 3000,
            [WasteKind.IdleCores] = 4000, // the first's other core
            [WasteKind.IdleExecutor] = 8000, // the second, meanwhile
            [WasteKind.NoTaskInQuery] = 4 * 3000, // from 1 to 2 s and from 6 to 8 s
            [WasteKind.NoTaskBetween] = 4 * 3000, // the first second and the last two
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task Time_of_failed_tasks_is_apart()
    {
        var application = await new SparkLog().Executor("1", 1).Stage(0, 0, [Second, Second with { Failure = "ExceptionFailure", GcMs = 900 }]).ReadAsync();

        Parts(CoreTime.Of(application))[WasteKind.Failed].ShouldBe(1000);
        CoreTime.Of(application).TotalMs.ShouldBe(2000);
    }

    [Fact]
    public async Task An_executor_counts_from_its_coming_to_its_going()
    {
        var application = await new SparkLog().Executor("1", 4, at: 2000).Removed("1", 5000, "idle").Until(60_000).ReadAsync();

        CoreTime.Of(application).TotalMs.ShouldBe(12_000);
    }

    [Fact]
    public async Task A_slot_is_as_many_cores_as_a_task_takes()
    {
        var application = await new SparkLog().Property("spark.task.cpus", "2").Executor("1", 8).Stage(0, 0, TaskSpec.Many(4, Second)).ReadAsync();
        var time = CoreTime.Of(application);

        time.TotalMs.ShouldBe(4000);
        time.CoreHours(time.TotalMs).ShouldBe(8 / 3600.0, 1e-9);
        time.MostSlots.ShouldBe(4);
    }

    [Fact]
    public async Task An_idle_claim_never_exceeds_what_was_free_in_its_window()
    {
        var application = await new SparkLog().Executor("1", 2).Stage(0, 0, [Second with { RunMs = 10_000 }]).ReadAsync();
        var time = CoreTime.Of(application);

        time.IdleClaim(new(0 + application.StartTime!.Value, application.StartTime.Value + 5000), 99_000).TaskMs.ShouldBe(5000);
    }

    private static Dictionary<WasteKind, long> Parts(CoreTime time) =>
        Enum.GetValues<WasteKind>().Select(kind => (kind, ms: time.Ms(kind))).Where(part => part.ms > 0).ToDictionary(part => part.kind, part => part.ms);
}
