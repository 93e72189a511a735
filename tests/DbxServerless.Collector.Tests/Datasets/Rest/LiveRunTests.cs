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

        requests.ShouldBe(new Dictionary<string, int> { ["GET /api/2.2/jobs/runs/list"] = 4 }, ignoreOrder: true);
        (world.Rows("DbxLiveJobRuns").Count + world.Rows("DbxLiveTaskRuns").Count).ShouldBe(rows);
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
        await using var world = await RestWorld.StartAsync(Live, patience: TimeSpan.FromSeconds(1));
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

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static IEnumerable<JsonElement> Ends(RestWorld world, string taskRunId) =>
        world.Rows("DbxLiveTaskRuns").Where(row => row.GetProperty("TaskRunId").GetString() == taskRunId && row.TryGetProperty("EndTime", out _));

    private static IReadOnlyList<double> Run(RestWorld world, string family) => [.. world.Samples(family).Select(sample => sample.Value)];

    private static IEnumerable<JobRun> Truth(RestWorld world) => world.Workspace.History.DaysThrough(world.Time.GetUtcNow().AddDays(1)).SelectMany(day => day.JobRuns)
        .Where(run => run.WorkspaceId == world.Workspace.Options.WorkspaceId && run.RunType != "WORKFLOW_RUN");
}
