using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>A job run as REST tells it now: waiting, running or just ended. Sent again only when its state or its outlook changes.</summary>
public sealed record LiveJobRun
{
    /// <summary>Workspace in which the job runs.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Job; unique only inside its workspace. Each submitted run has one of its own.</summary>
    [Field(FieldClass.Id)] public required string JobId { get; init; }

    /// <summary>Run; the same for all its repairs.</summary>
    [Field(FieldClass.Id)] public required string RunId { get; init; }

    /// <summary>Name of the run; that of the job, where the run was given none.</summary>
    [Field(FieldClass.Label)] public string? RunName { get; init; }

    /// <summary>Name under which runs of the same work are the same: the job's name, or the run's without what differs each time.</summary>
    [Field(FieldClass.Label)] public required string LogicalJob { get; init; }

    /// <summary>Run id of the Azure Data Factory pipeline that submitted it.</summary>
    [Field(FieldClass.Id)] public string? AdfRunId { get; init; }

    /// <summary>JOB_RUN, SUBMIT_RUN or WORKFLOW_RUN.</summary>
    [Field(FieldClass.Label)] public string? RunType { get; init; }

    /// <summary>What started it, as the system tables spell it.</summary>
    [Field(FieldClass.Label)] public string? TriggerType { get; init; }

    /// <summary>QUEUED, PENDING, WAITING, RUNNING, TERMINATING; then SUCCEEDED, FAILED, ERROR, TIMED_OUT, CANCELLED, SKIPPED or BLOCKED.</summary>
    [Field(FieldClass.Label)] public required string State { get; init; }

    /// <summary>What a run in the queue waits for.</summary>
    [Field(FieldClass.Label)] public string? QueueReason { get; init; }

    /// <summary>Why it ended, as the system tables spell it.</summary>
    [Field(FieldClass.Label)] public string? TerminationCode { get; init; }

    /// <summary>Whose fault the end was: SUCCESS, CLIENT_ERROR, INTERNAL_ERROR, CLOUD_FAILURE.</summary>
    [Field(FieldClass.Label)] public string? TerminationType { get; init; }

    /// <summary>What Databricks says about a bad end.</summary>
    [Field(FieldClass.FreeText)] public string? StateMessage { get; init; }

    /// <summary>Start; of a run in the queue, since when it waits.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>End, or null while it is not over.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Seconds of the whole run with its repairs, once it is over.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Seconds in the queue.</summary>
    public double? QueueSeconds { get; init; }

    /// <summary>Seconds of set-up, once it is over: its own, or those of its tasks together.</summary>
    public double? SetupSeconds { get; init; }

    /// <summary>Seconds of execution, once it is over: its own, or those of its tasks together.</summary>
    public double? ExecutionSeconds { get; init; }

    /// <summary>Seconds of clean-up, once it is over: its own, or those of its tasks together.</summary>
    public double? CleanupSeconds { get; init; }

    /// <summary>Task runs that failed, as far as the list of runs shows them.</summary>
    public required int FailedTasks { get; init; }

    /// <summary>Classic clusters that it uses.</summary>
    [Field(FieldClass.Id)] public IReadOnlyList<string>? ClusterIds { get; init; }

    /// <summary>Median seconds of the newest runs of the same work that succeeded.</summary>
    public double? NormalSeconds { get; init; }

    /// <summary>95th percentile of the seconds of the newest runs of the same work that succeeded.</summary>
    public double? P95Seconds { get; init; }

    /// <summary>Seconds that it may take by the settings or the job's tag; null for what never ends by itself.</summary>
    public long? SlaSeconds { get; init; }

    /// <summary>When it must have ended to keep its service level.</summary>
    public DateTimeOffset? DeadlineTime { get; init; }

    /// <summary>When it will probably end, as of the last threshold that it crossed; null when it takes longer than any run before, or is over.</summary>
    public DateTimeOffset? ExpectedEndTime { get; init; }

    /// <summary>How many times the normal it takes (once it is over) or will probably take.</summary>
    public double? NormalRatio { get; init; }

    /// <summary>While it runs: ON_TIME, SLOW (longer than 95 of 100), WILL_BE_LATE (expected after its deadline) or LATE; then ON_TIME or LATE.</summary>
    [Field(FieldClass.Label)] public string? Outlook { get; init; }

    /// <summary>Its page in the workspace.</summary>
    [Field(FieldClass.Label)] public string? RunPageUrl { get; init; }
}
