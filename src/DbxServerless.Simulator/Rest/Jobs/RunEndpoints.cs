using System.Text.Json.Nodes;
using DbxServerless.Simulator.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest.Jobs;

/// <summary>Runs of jobs: <c>runs/list</c>, <c>runs/get</c> and <c>runs/get-output</c>.</summary>
internal sealed class RunEndpoints(WorkspaceJobs jobs, TimeProvider time) : IEndpoints
{
    private const int MostListed = 24;
    private const int MostTasks = 100;

    private readonly Paging _paging = new(time);
    private readonly RunJson _json = new(jobs);

    public void Map(WebApplication app)
    {
        app.MapGet("/api/2.2/jobs/runs/list", ListAsync);
        app.MapGet("/api/2.2/jobs/runs/get", GetAsync);
        app.MapGet("/api/2.2/jobs/runs/get-output", OutputAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        if (context.PageSize("limit", 20, MostListed) is not { } size)
            return context.InvalidAsync($"Invalid limit: it must be less than {MostListed + 1} and not negative.");
        var (active, completed) = (context.Flag("active_only"), context.Flag("completed_only"));
        if (active && completed)
            return context.InvalidAsync("Only one of active_only and completed_only can be true.");
        var (from, to) = (context.Instant("start_time_from"), context.Instant("start_time_to"));
        var (job, type) = (context.Text("job_id"), context.Text("run_type"));
        var expand = context.Flag("expand_tasks");
        return _paging.AnswerAsync(context, "runs", size, now =>
            [
                .. jobs.RunsAt(now)
                    .Where(run => !active && !completed || run.IsActive == active)
                    .Where(run => !(run.Start < from) && !(run.Start > to))
                    .Where(run => job is null || run.Run.JobId == job)
                    .Where(run => type is null ? run.Run.RunType != "WORKFLOW_RUN" : run.Run.RunType == type)
                    .OrderByDescending(run => run.Order).ThenBy(run => run.Run.RunId, StringComparer.Ordinal),
            ],
            (RunNow run, DateTimeOffset _) =>
            {
                var tasks = TasksOf(run);
                var answer = _json.Describe(run, expand ? [.. tasks.Take(MostTasks)] : null, history: false);
                if (expand && tasks.Count > MostTasks)
                    answer["has_more"] = true;
                return answer;
            },
            hasMore: true);
    }

    private Task GetAsync(HttpContext context)
    {
        if (context.Text("run_id") is not { } id || jobs.Find(id, time.GetUtcNow()) is not { } found)
            return context.InvalidAsync($"Run {context.Text("run_id")} does not exist.");
        if (found.Task is { } task)
            return context.Json(TaskAsRun(found.Run, task));
        if (!int.TryParse(context.Text("page_token") ?? "0", out var from))
            return context.InvalidAsync("Invalid page token.");
        var tasks = TasksOf(found.Run);
        var answer = _json.Describe(found.Run, [.. tasks.Skip(from).Take(MostTasks)], context.Flag("include_history"));
        if (from + MostTasks < tasks.Count)
            answer["next_page_token"] = $"{from + MostTasks}";
        return context.Json(answer);
    }

    private Task OutputAsync(HttpContext context)
    {
        if (context.Text("run_id") is not { } id || jobs.Find(id, time.GetUtcNow()) is not { } found)
            return context.InvalidAsync($"Run {context.Text("run_id")} does not exist.");
        var task = found.Task ?? (found.Run.Run.SingleTask ? found.Run.Tasks.LastOrDefault().Task : null);
        if (task is null)
            return context.InvalidAsync("Retrieving the output of runs with multiple tasks is not supported. Please retrieve the output of each individual task run instead.");
        var answer = new JsonObject { ["metadata"] = TaskAsRun(found.Run, task) };
        RunOutputs.Put(answer, found.Run, task, jobs.Seed);
        return context.Json(answer);
    }

    // Iterations are told with the for-each that they are of.
    private static IReadOnlyList<(RunAttempt Attempt, TaskRun Task)> TasksOf(RunNow run) => [.. run.Tasks.Where(task => task.Task.Iterates is null)];

    private JsonObject TaskAsRun(RunNow run, TaskRun task)
    {
        var attempt = run.Tasks.First(other => other.Task == task).Attempt;
        var answer = _json.Describe(run, attempt, task);
        answer["job_id"] = long.Parse(run.Run.JobId);
        answer["job_run_id"] = long.Parse(run.Run.RunId);
        answer["run_name"] = task.TaskKey;
        answer["run_type"] = run.Run.RunType;
        if (run.Tasks.Where(other => other.Task.Iterates == task.RunId).ToList() is { Count: > 0 } iterations)
            answer["iterations"] = new JsonArray([.. iterations.Select(iteration => _json.Describe(run, iteration.Attempt, iteration.Task))]);
        return answer;
    }
}
