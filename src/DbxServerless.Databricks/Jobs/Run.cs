namespace DbxServerless.Databricks.Jobs;

/// <summary>A run of a job. Times are milliseconds since 1970, durations milliseconds; 0 is none.</summary>
public sealed record Run
{
    public long JobId { get; init; }

    public long RunId { get; init; }

    public string? RunName { get; init; }

    /// <summary>JOB_RUN, SUBMIT_RUN or WORKFLOW_RUN.</summary>
    public string? RunType { get; init; }

    /// <summary>What started it, as REST spells it: PERIODIC, ONE_TIME, RETRY …</summary>
    public string? Trigger { get; init; }

    public string? CreatorUserName { get; init; }

    public long StartTime { get; init; }

    /// <summary>0 while it is not over.</summary>
    public long EndTime { get; init; }

    /// <summary>0 for runs of several tasks, as the two that follow: their tasks have them.</summary>
    public long SetupDuration { get; init; }

    public long ExecutionDuration { get; init; }

    public long CleanupDuration { get; init; }

    public long QueueDuration { get; init; }

    /// <summary>The whole run with its repairs.</summary>
    public long RunDuration { get; init; }

    public RunState? State { get; init; }

    public RunStatus? Status { get; init; }

    /// <summary>The cluster of a run in the older format of a single task.</summary>
    public ClusterInstance? ClusterInstance { get; init; }

    public string? RunPageUrl { get; init; }

    public IReadOnlyList<RunTask> Tasks { get; init => field = value ?? []; } = [];

    /// <summary>There are more tasks than the list shows.</summary>
    public bool HasMore { get; init; }

    public IReadOnlyList<RunRepair> RepairHistory { get; init => field = value ?? []; } = [];

    public string? NextPageToken { get; init; }
}
