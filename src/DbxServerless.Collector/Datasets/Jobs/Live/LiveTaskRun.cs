using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>A try of a task as REST tells it now, with its durations, and why it failed. Sent again only when its state changes.</summary>
public sealed record LiveTaskRun
{
    /// <summary>Workspace in which the task runs.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Job of the run.</summary>
    [Field(FieldClass.Id)] public required string JobId { get; init; }

    /// <summary>Job run that the task belongs to.</summary>
    [Field(FieldClass.Id)] public required string JobRunId { get; init; }

    /// <summary>Task run; each try has its own.</summary>
    [Field(FieldClass.Id)] public required string TaskRunId { get; init; }

    /// <summary>Key of the task, unique only inside its job.</summary>
    [Field(FieldClass.Label)] public required string TaskKey { get; init; }

    /// <summary>Name under which runs of the same work are the same.</summary>
    [Field(FieldClass.Label)] public required string LogicalJob { get; init; }

    /// <summary>0 for the first try of the task in the run.</summary>
    public required int Attempt { get; init; }

    /// <summary>QUEUED, PENDING, WAITING, RUNNING, TERMINATING; then SUCCEEDED, FAILED, ERROR, TIMED_OUT, CANCELLED, SKIPPED or BLOCKED.</summary>
    [Field(FieldClass.Label)] public required string State { get; init; }

    /// <summary>Why it ended, as the system tables spell it.</summary>
    [Field(FieldClass.Label)] public string? TerminationCode { get; init; }

    /// <summary>Whose fault the end was: SUCCESS, CLIENT_ERROR, INTERNAL_ERROR, CLOUD_FAILURE.</summary>
    [Field(FieldClass.Label)] public string? TerminationType { get; init; }

    /// <summary>Start; that of the run, as long as the task has not begun.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>End, or null while it is not over.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Seconds from start to end, once it is over.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Seconds in the queue.</summary>
    public double? QueueSeconds { get; init; }

    /// <summary>Seconds until its compute was ready.</summary>
    public double? SetupSeconds { get; init; }

    /// <summary>Seconds of execution, once it is over.</summary>
    public double? ExecutionSeconds { get; init; }

    /// <summary>Seconds of clean-up, once it is over.</summary>
    public double? CleanupSeconds { get; init; }

    /// <summary>Classic cluster that it runs on.</summary>
    [Field(FieldClass.Id)] public string? ClusterId { get; init; }

    /// <summary>Spark context in which it runs; the event log of the run is kept under it.</summary>
    [Field(FieldClass.Id)] public string? SparkContextId { get; init; }

    /// <summary>Why it failed, cut and cleared of secrets.</summary>
    [Field(FieldClass.FreeText)] public string? Error { get; init; }

    /// <summary>Where it failed: the beginning of the trace, cut and cleared of secrets.</summary>
    [Field(FieldClass.FreeText)] public string? ErrorTrace { get; init; }

    /// <summary>Class of the error at the root.</summary>
    [Field(FieldClass.Label)] public string? ErrorClass { get; init; }

    /// <summary>Innermost frame of the work's own code: file and function, or class and method.</summary>
    [Field(FieldClass.Label)] public string? ErrorFrame { get; init; }

    /// <summary>The same for every failure of one class in one frame, across runs and jobs.</summary>
    [Field(FieldClass.Label)] public string? ErrorFingerprint { get; init; }

    /// <summary>Its page in the workspace.</summary>
    [Field(FieldClass.Label)] public string? RunPageUrl { get; init; }
}
