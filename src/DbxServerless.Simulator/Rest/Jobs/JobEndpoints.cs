using System.Text.Json.Nodes;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.History;
using DbxServerless.Simulator.Logs;
using DbxServerless.Simulator.Rest.Clusters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest.Jobs;

/// <summary>Definitions of jobs: <c>jobs/list</c> and <c>jobs/get</c>.</summary>
internal sealed class JobEndpoints(WorkspaceJobs jobs, ClusterLogs logs, FaultList faults, TimeProvider time) : IEndpoints
{
    private const string Owner = "etl@contoso.example";

    private readonly Paging _paging = new(time);

    public void Map(WebApplication app)
    {
        app.MapGet("/api/2.2/jobs/list", ListAsync);
        app.MapGet("/api/2.2/jobs/get", GetAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        if (context.PageSize("limit", 20, 100) is not { } size)
            return context.InvalidAsync("The limit must be greater than 0 and at most 100.");
        var name = context.Text("name");
        var expand = context.Flag("expand_tasks");
        return _paging.AnswerAsync(context, "jobs", size,
            now => Named(name, now),
            (job, _) => Describe(job, expand), hasMore: true);
    }

    private IReadOnlyList<JobVersion> Named(string? name, DateTimeOffset now) =>
        [.. jobs.JobsAt(now).Where(job => !faults.Hides(job.Job.JobId) && (name is null || job.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))];

    private Task GetAsync(HttpContext context) => jobs.JobAt(context.Text("job_id") ?? "", time.GetUtcNow()) is { } job
        ? context.Json(Describe(job, expand: true))
        : context.InvalidAsync($"Job {context.Text("job_id")} does not exist.");

    private JsonObject Describe(JobVersion version, bool expand)
    {
        var plan = version.Job.Plan;
        var settings = new JsonObject
        {
            ["name"] = version.Name,
            ["email_notifications"] = new JsonObject(),
            ["timeout_seconds"] = (long)(plan.Timeout ?? TimeSpan.Zero).TotalSeconds,
            ["max_concurrent_runs"] = 1,
            ["format"] = plan.SingleTask ? "SINGLE_TASK" : "MULTI_TASK",
            ["queue"] = new JsonObject { ["enabled"] = true },
        };
        if (version.Tags.Count > 0)
            settings["tags"] = new JsonObject(version.Tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));
        var pause = version.Paused ? "PAUSED" : "UNPAUSED";
        if (plan.Quartz is { } quartz && plan.Trigger == "CRON")
            settings["schedule"] = new JsonObject { ["quartz_cron_expression"] = quartz, ["timezone_id"] = "UTC", ["pause_status"] = pause };
        if (plan.Trigger == "CONTINUOUS")
            settings["continuous"] = new JsonObject { ["pause_status"] = pause };
        if (plan.Trigger == "FILE_ARRIVAL")
        {
            settings["trigger"] = new JsonObject
            {
                ["pause_status"] = pause,
                ["file_arrival"] = new JsonObject { ["url"] = "abfss://in@contoso.dfs.core.windows.net/invoices", ["min_time_between_triggers_seconds"] = 60 },
            };
        }

        if (expand)
        {
            settings["tasks"] = new JsonArray([.. plan.Tasks.Select(task => Describe(plan, task))]);
            if (plan.Compute == ComputeKind.JobCluster)
                settings["job_clusters"] = new JsonArray(new JsonObject { ["job_cluster_key"] = "main", ["new_cluster"] = NewCluster(version.Job.JobId, plan) });
        }

        return new JsonObject
        {
            ["job_id"] = long.Parse(version.Job.JobId),
            ["creator_user_name"] = Owner,
            ["run_as_user_name"] = Owner,
            ["created_time"] = version.Job.Created.ToUnixTimeMilliseconds(),
            ["settings"] = settings,
        };
    }

    private JsonObject NewCluster(string jobId, JobPlan plan)
    {
        var cluster = new JsonObject { ["node_type_id"] = ClusterHistory.NodeType, ["num_workers"] = plan.Workers };
        if (logs.DestinationOf(jobId) is { } destination)
            cluster["cluster_log_conf"] = ClusterEndpoints.LogConf(destination);
        return cluster;
    }

    private static JsonNode Describe(JobPlan plan, TaskPlan task)
    {
        var answer = new JsonObject
        {
            ["task_key"] = task.Key,
            ["run_if"] = "ALL_SUCCESS",
            ["max_retries"] = task.Retries,
            ["notebook_task"] = new JsonObject { ["notebook_path"] = $"/Repos/etl/{plan.Name}/{task.Key}", ["source"] = "WORKSPACE" },
        };
        if (task.DependsOn.Count > 0)
            answer["depends_on"] = new JsonArray([.. task.DependsOn.Select(upstream => (JsonNode)new JsonObject { ["task_key"] = upstream })]);
        if (plan.Compute == ComputeKind.JobCluster)
            answer["job_cluster_key"] = "main";
        return answer;
    }
}
