using System.Text.Json;
using DbxServerless.Collector.Collection;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.History;

namespace DbxServerless.Collector.Tests.Datasets.Rest;

/// <summary>Live job and task runs over a simulated workspace.</summary>
public sealed class LiveRunTests
{
    private static readonly string[] Live = ["live_job_runs", "live_task_runs"];

    [Fact]
    public async Task A_poll_with_nothing_new_is_a_handful_of_calls_and_sends_nothing()
    {
        await using var world = await RestWorld.StartAsync(Live);
        await world.CollectAllAfterAsync(TimeSpan.Zero);
        var rows = world.Rows("DbxLiveJobRuns").Count + world.Rows("DbxLiveTaskRuns").Count;
        rows.ShouldBeGreaterThan(100);

        var requests = await world.RequestsOfAsync(() => world.CollectAllAfterAsync(TimeSpan.FromMilliseconds(1)));

        // What is under way, what began since and is over, and what ended since whenever it began: once for both datasets.
        requests.ShouldBe(new Dictionary<string, int> { ["GET /api/2.2/jobs/runs/list"] = 3 });
        (world.Rows("DbxLiveJobRuns").Count + world.Rows("DbxLiveTaskRuns").Count).ShouldBe(rows);
    }

    [Theory]
    [InlineData("live_job_runs")]
    [InlineData("live_task_runs")]
    public async Task Each_dataset_reads_as_much_when_it_is_collected_alone(string dataset)
    {
        await using var world = await RestWorld.StartAsync([dataset]);
        await world.CollectAllAfterAsync(TimeSpan.Zero);
        world.Time.Advance(TimeSpan.FromMilliseconds(1));

        var requests = await world.RequestsOfAsync(async () => (await world.CollectAsync(dataset)).Reason.ShouldBeNull());

        requests.ShouldBe(new Dictionary<string, int> { ["GET /api/2.2/jobs/runs/list"] = 3 });
    }

    [Fact]
    public async Task Together_or_apart_the_same_is_told()
    {
        await using var together = await RestWorld.StartAsync(Live);
        await using var apart = await RestWorld.StartAsync(Live);
        await together.CollectAllAfterAsync(TimeSpan.Zero);
        await CollectApartAsync(apart);
        for (var poll = 0; poll < 30; poll++)
        {
            await together.CollectAllAfterAsync(TimeSpan.FromMinutes(2));
            apart.Time.Advance(TimeSpan.FromMinutes(2));
            await CollectApartAsync(apart);
        }

        foreach (var table in (string[])["DbxLiveJobRuns", "DbxLiveTaskRuns"])
        {
            together.Rows(table).Count.ShouldBe(apart.Rows(table).Count);
            together.Newest(table).Select(Told).ShouldBe(apart.Newest(table).Select(Told), ignoreOrder: true);
        }

        static async Task CollectApartAsync(RestWorld world)
        {
            foreach (var dataset in Live)
                (await world.CollectAsync(dataset)).Reason.ShouldBeNull();
        }

        static string Told(JsonElement row) => string.Join(' ', row.GetProperty("RecordId"), row.GetProperty("State"), Text(row, "EndTime"), Text(row, "ErrorFingerprint"));
    }

    [Fact]
    public async Task What_one_dataset_may_not_read_does_not_keep_the_other_from_the_common_reading()
    {
        await using var world = await RestWorld.StartAsync(Live);
        world.Workspace.Faults.Add(new Fault(FaultKind.PermissionDenied, "GET /api/2.2/jobs/runs/get-output"));
        (await world.CollectAllAsync()).Select(outcome => (outcome.Dataset, outcome.Result)).ShouldBe(
            [("live_job_runs", CollectionResult.Succeeded), ("live_task_runs", CollectionResult.NotAssessed)], ignoreOrder: true);

        world.Workspace.Faults.Add(new Fault(FaultKind.PermissionDenied, "GET /api/2.2/jobs/runs/list"));
        world.Time.Advance(TimeSpan.FromMinutes(1));
        (await world.CollectAllAsync()).ShouldAllBe(outcome => outcome.Result == CollectionResult.NotAssessed);

        world.Workspace.Faults.Clear();
        await world.CollectAllAfterAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_repair_that_begins_and_ends_between_two_polls_is_told_and_counted_once()
    {
        await using var world = await RestWorld.StartAsync(Live, options => options with { Days = 0 });
        await world.CollectAllAfterAsync(TimeSpan.Zero);
        var start = world.Time.GetUtcNow();
        // One that began too long ago for the list of what began since the last poll.
        var repaired = Truth(world).First(run => run.Start > start.AddHours(1) && run.Attempts is [var first, var repair]
            && first.End - run.Start > TimeSpan.FromMinutes(10) && repair.Start - repair.Queued > first.End.AddSeconds(2));
        await PollUntilAsync(world, repaired.Attempts[0].End.AddSeconds(1));
        Row(world, repaired.RunId).GetProperty("State").GetString().ShouldBe(repaired.Attempts[0].Result);
        world.Time.Advance(repaired.End.AddSeconds(1) - world.Time.GetUtcNow());
        await world.CollectAllAfterAsync(TimeSpan.Zero);
        await world.CollectAllAfterAsync(TimeSpan.FromMinutes(1));

        Row(world, repaired.RunId).GetProperty("State").GetString().ShouldBe(repaired.Attempts[1].Result);
        Row(world, repaired.RunId).GetProperty("EndTime").GetDateTimeOffset().ShouldBe(repaired.End);
        world.Rows("DbxLiveJobRuns").Count(row => row.GetProperty("RunId").GetString() == repaired.RunId && row.TryGetProperty("EndTime", out _)).ShouldBe(2);
        foreach (var task in repaired.Attempts.SelectMany(attempt => attempt.Tasks).Where(task => task.Iterates is null))
            Ends(world, task.RunId).ShouldHaveSingleItem().GetProperty("State").GetString().ShouldBe(task.Result);
        var failures = world.Newest("DbxLiveTaskRuns").Count(row => row.TryGetProperty("ErrorFingerprint", out _));
        Run(world, "databricks_task_failures_total").Sum().ShouldBe(failures);
        var over = Truth(world).Count(run => run.End <= world.Time.GetUtcNow() && run.End > world.Time.GetUtcNow().AddDays(-1));
        world.Samples("databricks_job_runs_count").Where(sample => sample.Labels[1] is not ("RUNNING" or "PENDING" or "QUEUED")).Sum(sample => sample.Value).ShouldBe(over);
    }

    [Fact]
    public async Task Polled_for_hours_every_run_ends_as_it_did_and_is_sent_seldom()
    {
        await using var world = await RestWorld.StartAsync(Live);
        await world.CollectAllAfterAsync(TimeSpan.Zero);
        var start = world.Time.GetUtcNow();
        var requests = await world.RequestsOfAsync(async () =>
        {
            for (var minute = 0; minute < 180; minute++)
                await world.CollectAllAfterAsync(TimeSpan.FromMinutes(1));
        });

        var runs = Truth(world).Where(run => run.End > start && run.End <= world.Time.GetUtcNow()).ToList();
        runs.Count.ShouldBeGreaterThan(10);
        var newest = world.Newest("DbxLiveJobRuns").ToDictionary(row => row.GetProperty("RunId").GetString()!);
        foreach (var run in runs)
        {
            var row = newest[run.RunId];
            row.GetProperty("State").GetString().ShouldBe(run.Attempts[^1].Result, run.RunId);
            row.GetProperty("EndTime").GetDateTimeOffset().ShouldBe(run.End);
            row.GetProperty("DurationSeconds").GetDouble().ShouldBe((run.End - run.Start).TotalSeconds, 0.001);
        }

        var tasks = world.Newest("DbxLiveTaskRuns").ToDictionary(row => row.GetProperty("TaskRunId").GetString()!);
        foreach (var task in runs.SelectMany(run => run.Attempts).SelectMany(attempt => attempt.Tasks).Where(task => task.Iterates is null))
        {
            var row = tasks[task.RunId];
            row.GetProperty("State").GetString().ShouldBe(task.Result, task.RunId);
            row.GetProperty("SetupSeconds").GetDouble().ShouldBe(task.Setup.TotalSeconds, 0.001);
            row.TryGetProperty("ErrorFingerprint", out _).ShouldBe(task.Result is "FAILED" or "ERROR");
        }

        // A run is told when it begins, changes its state or outlook, and ends: not every minute.
        world.Rows("DbxLiveJobRuns").GroupBy(row => row.GetProperty("RecordId").GetString()).Max(rows => rows.Count()).ShouldBeLessThan(15);
        requests.Values.Sum().ShouldBeLessThan(180 * 8);
        Run(world, "databricks_job_runs_count").ShouldNotBeEmpty();
        Run(world, "databricks_scraper_errors_total").ShouldAllBe(value => value == 0);
    }

    [Fact]
    public async Task Thousands_of_jobs_and_runs_are_read_page_by_page_and_then_only_what_is_new()
    {
        await using var world = await RestWorld.StartAsync(["live_job_runs", "job_definitions"], options => options with { JobCopies = 205, Days = 0 });
        world.Time.Advance(TimeSpan.FromHours(4));
        await world.CollectAllAfterAsync(TimeSpan.Zero);

        var expected = Truth(world).Where(run => run.End <= world.Time.GetUtcNow()).Select(run => run.RunId).ToHashSet();
        expected.Count.ShouldBeGreaterThan(2000);
        world.Rows("DbxLiveJobRuns").Select(row => row.GetProperty("RunId").GetString()!).Intersect(expected).Count().ShouldBe(expected.Count);
        Run(world, "databricks_jobs_total").ShouldBe([world.Newest("DbxJobDefinitions").Count]);
        world.Newest("DbxJobDefinitions").Count.ShouldBeGreaterThan(1000);

        var requests = await world.RequestsOfAsync(async () => (await world.CollectAsync("live_job_runs")).Reason.ShouldBeNull());
        // The lists of what is under way and of what began in the last minutes; nothing of what was read before.
        requests["GET /api/2.2/jobs/runs/list"].ShouldBeLessThan(40);
        requests.Keys.ShouldBe(["GET /api/2.2/jobs/runs/list"]);
    }

    [Theory]
    [InlineData("GET /api/2.2/jobs/runs/get-output", "live_task_runs", "live_job_runs")]
    [InlineData("GET /api/2.2/jobs/runs/list", "live_task_runs", "job_definitions")]
    [InlineData("GET /api/2.2/jobs/list", "job_definitions", "live_task_runs")]
    public async Task What_is_forbidden_is_not_assessed_and_the_others_go_on(string endpoint, string hit, string other)
    {
        await using var world = await RestWorld.StartAsync([hit, other]);
        world.Workspace.Faults.Add(new Fault(FaultKind.PermissionDenied, endpoint));

        var outcome = await world.CollectAsync(hit);
        outcome.Result.ShouldBe(CollectionResult.NotAssessed);
        outcome.Mend.ShouldNotBeNullOrEmpty();
        (await world.CollectAsync(other)).Result.ShouldBe(CollectionResult.Succeeded);
        world.Samples("databricks_scraper_errors_total").Single(sample => sample.Labels[0] == hit && sample.Labels[2] == endpoint).Value.ShouldBeGreaterThan(0);
        world.Samples("databricks_jobs_total").Count.ShouldBe(other == "job_definitions" ? 1 : 0);

        world.Workspace.Faults.Clear();
        world.Time.Advance(TimeSpan.FromMinutes(1));
        (await world.CollectAsync(hit)).Result.ShouldBe(CollectionResult.Succeeded);
    }

    [Fact]
    public async Task A_reason_that_cannot_be_read_for_now_is_asked_for_again()
    {
        await using var world = await RestWorld.StartAsync(Live, patience: TimeSpan.FromSeconds(5));
        await world.CollectAllAfterAsync(TimeSpan.Zero);
        var failing = Truth(world).SelectMany(run => run.Attempts).SelectMany(attempt => attempt.Tasks)
            .First(task => task.Result == "FAILED" && task.Iterates is null && task.Start > world.Time.GetUtcNow());
        while (world.Time.GetUtcNow() < failing.Start)
            await world.CollectAllAfterAsync(Earlier(TimeSpan.FromMinutes(10), failing.Start.AddSeconds(1) - world.Time.GetUtcNow()));
        world.Time.Advance(failing.End - world.Time.GetUtcNow());
        world.Workspace.Faults.Add(new Fault(FaultKind.Unavailable, "GET /api/2.2/jobs/runs/get-output"));
        (await world.CollectAsync("live_task_runs")).Result.ShouldBe(CollectionResult.Failed);
        Ends(world, failing.RunId).ShouldBeEmpty();

        world.Workspace.Faults.Clear();
        await world.CollectAllAfterAsync(TimeSpan.FromMinutes(1));
        await world.CollectAllAfterAsync(TimeSpan.FromMinutes(1));
        Ends(world, failing.RunId).ShouldHaveSingleItem().TryGetProperty("ErrorFingerprint", out _).ShouldBeTrue();
    }

    private static async Task PollUntilAsync(RestWorld world, DateTimeOffset instant)
    {
        while (world.Time.GetUtcNow() < instant)
            await world.CollectAllAfterAsync(Earlier(TimeSpan.FromMinutes(4), instant - world.Time.GetUtcNow()));
    }

    private static JsonElement Row(RestWorld world, string runId) => world.Newest("DbxLiveJobRuns").Single(row => row.GetProperty("RunId").GetString() == runId);

    private static string? Text(JsonElement row, string column) => row.TryGetProperty(column, out var value) ? value.GetString() : null;

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static IEnumerable<JsonElement> Ends(RestWorld world, string taskRunId) =>
        world.Rows("DbxLiveTaskRuns").Where(row => row.GetProperty("TaskRunId").GetString() == taskRunId && row.TryGetProperty("EndTime", out _));

    private static IReadOnlyList<double> Run(RestWorld world, string family) => [.. world.Samples(family).Select(sample => sample.Value)];

    private static IEnumerable<JobRun> Truth(RestWorld world) => world.Workspace.History.DaysThrough(world.Time.GetUtcNow().AddDays(1)).SelectMany(day => day.JobRuns)
        .Where(run => run.WorkspaceId == world.Workspace.Options.WorkspaceId && run.RunType != "WORKFLOW_RUN");
}
