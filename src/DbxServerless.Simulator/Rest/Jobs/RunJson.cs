using System.Text.Json.Nodes;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Rest.Jobs;

/// <summary>Describes runs and their tasks as the jobs API does.</summary>
internal sealed class RunJson(WorkspaceJobs jobs)
{
    private const string Owner = "etl@contoso.example";

    public JsonObject Describe(RunNow now, IReadOnlyList<(RunAttempt Attempt, TaskRun Task)>? tasks, bool history)
    {
        var run = now.Run;
        var ended = !now.IsActive;
        var only = run.SingleTask && ended ? now.Tasks.LastOrDefault().Task : null;
        var answer = new JsonObject
        {
            ["job_id"] = long.Parse(run.JobId),
            ["run_id"] = long.Parse(run.RunId),
            ["number_in_job"] = long.Parse(run.RunId),
            ["original_attempt_run_id"] = long.Parse(run.RunId),
            ["creator_user_name"] = Owner,
            ["run_name"] = run.RunName ?? jobs.NameOf(run.JobId, run.Start) ?? "Untitled",
            ["run_type"] = run.RunType,
            ["trigger"] = TriggerOf(run.Trigger),
            ["start_time"] = Milliseconds(now.Start),
            ["end_time"] = ended ? Milliseconds(now.Current.End) : 0,
            ["setup_duration"] = only is null ? 0 : (long)only.Setup.TotalMilliseconds,
            ["execution_duration"] = only is null ? 0 : (long)(only.End - only.Start - only.Setup - only.Cleanup).TotalMilliseconds,
            ["cleanup_duration"] = only is null ? 0 : (long)only.Cleanup.TotalMilliseconds,
            ["format"] = run.SingleTask ? "SINGLE_TASK" : "MULTI_TASK",
            ["run_page_url"] = $"{jobs.Address}/?o={run.WorkspaceId}#job/{run.JobId}/run/{run.RunId}",
        };
        if (ended)
            answer["run_duration"] = (long)(now.Current.End - run.Start).TotalMilliseconds;
        if (now.Attempts[0].Queued > TimeSpan.Zero && !now.IsQueued)
            answer["queue_duration"] = (long)now.Attempts[0].Queued.TotalMilliseconds;
        var first = now.Tasks.LastOrDefault(task => task.Attempt == now.Current).Task;
        var phase = now.IsQueued ? "QUEUED" : !ended ? first is not null && first.Start + first.Setup > now.Now ? "PENDING" : "RUNNING" : null;
        RunStates.Put(answer, phase, now.Current.Result, now.Current.TerminationCode, now.Current.TerminationType);
        if (run.SingleTask && InstanceOf(now, now.Current, first) is { } instance)
            answer["cluster_instance"] = instance;
        if (run.SourceTaskRunId is { } source)
            answer["trigger_info"] = new JsonObject { ["run_id"] = long.Parse(source) };
        if (tasks is { Count: > 0 })
            answer["tasks"] = new JsonArray([.. tasks.Select(task => Describe(now, task.Attempt, task.Task))]);
        if (history && now.Attempts.Count > 0)
            answer["repair_history"] = new JsonArray([.. now.Attempts.Select((attempt, number) => Repair(now, attempt, number))]);
        return answer;
    }

    /// <summary>A task run, as an element of its run's list.</summary>
    public JsonObject Describe(RunNow now, RunAttempt attempt, TaskRun task)
    {
        var ended = task.End <= now.Now;
        var answer = new JsonObject
        {
            ["task_key"] = task.TaskKey,
            ["run_id"] = long.Parse(task.RunId),
            ["attempt_number"] = now.AttemptNumber(task),
            ["start_time"] = Milliseconds(task.Start),
            ["end_time"] = ended ? Milliseconds(task.End) : 0,
            ["setup_duration"] = task.Start + task.Setup <= now.Now ? (long)task.Setup.TotalMilliseconds : 0,
            ["execution_duration"] = ended ? (long)(task.End - task.Start - task.Setup - task.Cleanup).TotalMilliseconds : 0,
            ["cleanup_duration"] = ended ? (long)task.Cleanup.TotalMilliseconds : 0,
            ["notebook_task"] = new JsonObject { ["notebook_path"] = $"/Repos/etl/{now.Run.JobName ?? "adhoc"}/{task.TaskKey}", ["source"] = "WORKSPACE" },
            ["run_page_url"] = $"{jobs.Address}/?o={now.Run.WorkspaceId}#job/{now.Run.JobId}/run/{task.RunId}",
        };
        RunStates.Put(answer, ended ? null : task.Start + task.Setup > now.Now ? "PENDING" : "RUNNING", task.Result, task.TerminationCode, task.TerminationType);
        if (attempt.Cluster is not null)
            answer["job_cluster_key"] = "main";
        else if (now.Run is { Compute: ComputeKind.AllPurpose, ComputeId: { } shared })
            answer["existing_cluster_id"] = shared;
        if (InstanceOf(now, attempt, task) is { } instance)
            answer["cluster_instance"] = instance;
        return answer;
    }

    private JsonObject Repair(RunNow now, RunAttempt attempt, int number)
    {
        var ended = attempt.End <= now.Now;
        var answer = new JsonObject
        {
            ["type"] = number == 0 ? "ORIGINAL" : "REPAIR",
            ["start_time"] = Milliseconds(attempt.Start),
            ["end_time"] = ended ? Milliseconds(attempt.End) : 0,
            ["task_run_ids"] = new JsonArray([.. attempt.Tasks.Where(task => task.Start <= now.Now).Select(task => (JsonNode)long.Parse(task.RunId))]),
        };
        if (number > 0)
            answer["id"] = long.Parse(SeededRandom.Id(jobs.Seed, "repair", now.Run.RunId, $"{number}"));
        RunStates.Put(answer, ended ? null : attempt.Start > now.Now ? "QUEUED" : "RUNNING", attempt.Result, attempt.TerminationCode, attempt.TerminationType);
        return answer;
    }

    // The context's id is there once the driver is.
    private JsonObject? InstanceOf(RunNow now, RunAttempt attempt, TaskRun? task)
    {
        if ((attempt.Cluster?.ClusterId ?? (now.Run.Compute == ComputeKind.AllPurpose ? now.Run.ComputeId : null)) is not { } cluster)
            return null;
        var instance = new JsonObject { ["cluster_id"] = cluster };
        if (task is not null && task.Start + task.Setup <= now.Now)
            instance["spark_context_id"] = jobs.ContextOf(attempt, cluster);
        return instance;
    }

    private static string TriggerOf(string trigger) => trigger switch
    {
        "CRON" => "PERIODIC",
        "ONETIME" => "ONE_TIME",
        _ => trigger,
    };

    private static long Milliseconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();
}
