using System.Text.Json.Nodes;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Tests;

/// <summary>Jobs, runs and clusters over REST are the same that the system tables tell of.</summary>
public sealed class JobEndpointTests
{
    [Fact]
    public async Task Jobs_are_those_of_the_table_that_are_not_deleted()
    {
        await using var simulation = await StartAsync();
        var now = simulation.Time.GetUtcNow();
        var expected = simulation.Workspace.History.DaysThrough(now).SelectMany(day => day.JobVersions)
            .Where(version => version.Job.WorkspaceId == simulation.Workspace.Options.WorkspaceId && version.ChangeTime <= now)
            .GroupBy(version => version.Job.JobId).Where(versions => !versions.MaxBy(version => version.ChangeTime)!.IsDeletion)
            .Select(versions => versions.Key);

        var jobs = await AllAsync(simulation, "/api/2.2/jobs/list?limit=7&expand_tasks=true", "jobs");

        jobs.Select(job => job["job_id"]!.ToString()).ShouldBe(expected, ignoreOrder: true);
        jobs.Count(job => job["settings"]!["schedule"] is not null).ShouldBeGreaterThan(8);
        jobs.ShouldAllBe(job => job["settings"]!["tasks"]!.AsArray().Count > 0);
    }

    [Fact]
    public async Task Runs_that_ended_are_those_of_the_timeline_with_their_ends_and_states()
    {
        await using var simulation = await StartAsync();
        var now = simulation.Time.GetUtcNow();
        var known = simulation.Workspace.Tables.Get<JobRunTimeline>().At(now)
            .Where(row => row.WorkspaceId == simulation.Workspace.Options.WorkspaceId && row.RunType != "WORKFLOW_RUN")
            .GroupBy(row => row.RunId)
            .ToDictionary(run => run.Key, run => run.MaxBy(row => row.PeriodEndTime)!);

        var runs = await AllAsync(simulation, "/api/2.2/jobs/runs/list?completed_only=true&limit=24", "runs");

        runs.Count.ShouldBeGreaterThan(300);
        foreach (var run in runs)
        {
            var row = known[run["run_id"]!.ToString()];
            ((long)run["end_time"]!).ShouldBe(row.PeriodEndTime.ToUnixTimeMilliseconds());
            run["state"]!["result_state"]?.ToString().ShouldBe(row.ResultState switch
            {
                "SUCCEEDED" => "SUCCESS",
                "FAILED" or "ERROR" => "FAILED",
                "CANCELLED" => "CANCELED",
                "TIMED_OUT" => "TIMEDOUT",
                _ => null,
            });
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_by_tokens_and_one_of_them_is_empty()
    {
        await using var simulation = await StartAsync();
        var pages = new List<JsonNode>();
        await foreach (var page in PagesAsync(simulation, "/api/2.2/jobs/runs/list?limit=24"))
            pages.Add(page);

        pages.Count.ShouldBeGreaterThan(10);
        pages[1]["runs"].ShouldBeNull();
        pages[1]["next_page_token"].ShouldNotBeNull();
        pages[..^1].ShouldAllBe(page => (bool)page["has_more"]!);
        pages.SelectMany(page => page["runs"]?.AsArray() ?? []).Select(run => run!["run_id"]!.ToString()).ShouldBeUnique();
    }

    [Fact]
    public async Task Active_and_ended_runs_are_apart_and_can_be_asked_for_by_their_start()
    {
        await using var simulation = await StartAsync();
        var active = await AllAsync(simulation, "/api/2.2/jobs/runs/list?active_only=true&expand_tasks=true", "runs");
        active.ShouldNotBeEmpty();
        active.ShouldAllBe(run => (long)run["end_time"]! == 0 && run["state"]!["result_state"] == null);
        active.ShouldContain(run => run["tasks"]!.AsArray().Any(task => task!["cluster_instance"]!["spark_context_id"] != null));

        var from = simulation.Time.GetUtcNow().AddHours(-2).ToUnixTimeMilliseconds();
        var recent = await AllAsync(simulation, $"/api/2.2/jobs/runs/list?completed_only=true&start_time_from={from}", "runs");
        recent.ShouldNotBeEmpty();
        recent.ShouldAllBe(run => (long)run["start_time"]! >= from && (long)run["end_time"]! > 0);

        (await simulation.GetAsync("/api/2.2/jobs/runs/list?completed_only=true&active_only=true")).Status.ShouldBe(400);
        (await simulation.GetAsync("/api/2.2/jobs/runs/list?limit=25")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_run_tells_its_tasks_their_tries_and_its_repairs()
    {
        await using var simulation = await StartAsync();
        var repaired = simulation.Workspace.History.DaysThrough(simulation.Time.GetUtcNow()).SelectMany(day => day.JobRuns)
            .First(run => run.WorkspaceId == simulation.Workspace.Options.WorkspaceId && run.Attempts.Count > 1 && run.End < simulation.Time.GetUtcNow());

        var run = (await simulation.GetAsync($"/api/2.2/jobs/runs/get?run_id={repaired.RunId}&include_history=true")).Body;

        run["repair_history"]!.AsArray().Select(repair => repair!["type"]!.ToString()).First().ShouldBe("ORIGINAL");
        run["repair_history"]!.AsArray().Count.ShouldBe(repaired.Attempts.Count);
        run["tasks"]!.AsArray().Select(task => $"{task!["task_key"]} {task["attempt_number"]}").ShouldBeUnique();
        run["setup_duration"]!.ToString().ShouldBe("0");
        var missing = await simulation.GetAsync("/api/2.2/jobs/runs/get?run_id=1");
        (missing.Status, missing.Body["error_code"]!.ToString()).ShouldBe((400, "INVALID_PARAMETER_VALUE"));
    }

    [Fact]
    public async Task A_failed_task_tells_why_and_a_for_each_its_iterations()
    {
        await using var simulation = await StartAsync();
        var tasks = simulation.Workspace.History.DaysThrough(simulation.Time.GetUtcNow()).SelectMany(day => day.JobRuns)
            .Where(run => run.WorkspaceId == simulation.Workspace.Options.WorkspaceId && run.End < simulation.Time.GetUtcNow())
            .SelectMany(run => run.Attempts).SelectMany(attempt => attempt.Tasks).ToList();
        var failed = tasks.First(task => task is { TerminationCode: "RUN_EXECUTION_ERROR", Result: "FAILED" });
        var iteration = tasks.First(task => task.Iterates is not null);

        var output = (await simulation.GetAsync($"/api/2.2/jobs/runs/get-output?run_id={failed.RunId}")).Body;
        output["error"]!.ToString().ShouldNotBeEmpty();
        output["error_trace"]!.ToString().ShouldContain("\n");
        var forEach = (await simulation.GetAsync($"/api/2.2/jobs/runs/get?run_id={iteration.Iterates}")).Body;
        forEach["iterations"]!.AsArray().Count.ShouldBe(6);
    }

    [Fact]
    public async Task Clusters_are_listed_while_they_run_and_after_and_tell_what_happened_to_them()
    {
        await using var simulation = await StartAsync();
        var clusters = await AllAsync(simulation, "/api/2.1/clusters/list?page_size=100", "clusters");
        clusters.Count.ShouldBeGreaterThan(100);
        clusters.Count(cluster => cluster["state"]!.ToString() == "RUNNING").ShouldBeGreaterThan(0);
        var ended = clusters.First(cluster => cluster["cluster_source"]!.ToString() == "JOB" && cluster["state"]!.ToString() == "TERMINATED");
        ended["termination_reason"]!["code"].ShouldNotBeNull();

        var cluster = (await simulation.GetAsync($"/api/2.1/clusters/get?cluster_id={ended["cluster_id"]}")).Body;
        cluster["cluster_log_conf"]!["dbfs"]!["destination"]!.ToString().ShouldBe("dbfs:/cluster-logs");
        var (_, events) = await simulation.PostAsync("/api/2.1/clusters/events", $$"""{"cluster_id":"{{ended["cluster_id"]}}","order":"ASC","page_size":500}""");
        events["events"]!.AsArray().Select(happened => happened!["type"]!.ToString()).ShouldContain("CREATING");
        events["events"]!.AsArray()[^1]!["type"]!.ToString().ShouldBe("TERMINATING");
    }

    [Fact]
    public async Task What_is_forbidden_says_so_and_the_rest_answers()
    {
        await using var simulation = await StartAsync(new Fault(FaultKind.PermissionDenied, "GET /api/2.1/clusters/*"));
        var (status, body) = await simulation.GetAsync("/api/2.1/clusters/list");
        (status, body["error_code"]!.ToString()).ShouldBe((403, "PERMISSION_DENIED"));
        (await simulation.GetAsync("/api/2.2/jobs/list")).Status.ShouldBe(200);
    }

    private static Task<Simulation> StartAsync(params IReadOnlyList<Fault> faults) =>
        Simulation.StartAsync(options => options with { Faults = faults, Tables = TableOptions.Prompt });

    private static async Task<List<JsonNode>> AllAsync(Simulation simulation, string path, string key)
    {
        var items = new List<JsonNode>();
        await foreach (var page in PagesAsync(simulation, path))
            items.AddRange((page[key]?.AsArray() ?? []).Select(item => item!));
        return items;
    }

    private static async IAsyncEnumerable<JsonNode> PagesAsync(Simulation simulation, string path)
    {
        for (var target = path; ;)
        {
            var (status, page) = await simulation.GetAsync(target);
            status.ShouldBe(200);
            yield return page;
            if (page["next_page_token"] is not { } token)
                yield break;
            target = $"{path}{(path.Contains('?') ? '&' : '?')}page_token={Uri.EscapeDataString(token.ToString())}";
        }
    }
}
