namespace DbxServerless.Spark.Application;

/// <summary>
/// What Databricks says about who started a Spark job, from the job's properties. On a shared or interactive cluster
/// one log holds many of these. Everything is null on other platforms; the job and run fields are null in interactive notebooks.
/// </summary>
public sealed record DatabricksRun
{
    /// <summary>Workspace id (<c>orgId</c>).</summary>
    public string? WorkspaceId { get; init; }

    public string? JobId { get; init; }

    /// <summary>The run of the job: what REST and the system tables call <c>run_id</c> (<c>spark.databricks.job.parentRunId</c>).</summary>
    public string? JobRunId { get; init; }

    /// <summary>The run of the task within the job run (<c>spark.databricks.job.runId</c>).</summary>
    public string? TaskRunId { get; init; }

    /// <summary>Language or kind of the task, for example <c>python</c>.</summary>
    public string? TaskType { get; init; }

    /// <summary>The task's key, where the runtime writes it.</summary>
    public string? TaskKey { get; init; }

    /// <summary><c>JobRun</c> for jobs, <c>commandRun</c> for interactive commands.</summary>
    public string? WorkloadName { get; init; }

    public string? NotebookPath { get; init; }

    public string? NotebookId { get; init; }

    /// <summary>Personal data.</summary>
    public string? User { get; init; }

    public string? ClusterId { get; init; }

    /// <summary>Fills the job and the run from the job group (<c>…_job-ID-run-ID-action-N</c>) where the properties lack them.</summary>
    internal DatabricksRun WithJobGroup(string? jobGroup)
    {
        if ((JobId is not null && TaskRunId is not null) || jobGroup is null)
        {
            return this;
        }

        var parts = jobGroup[(jobGroup.LastIndexOf('_') + 1)..].Split('-');
        return parts is ["job", { Length: > 0 } job, "run", { Length: > 0 } run, ..]
            ? this with { JobId = JobId ?? job, TaskRunId = TaskRunId ?? run }
            : this;
    }
}
