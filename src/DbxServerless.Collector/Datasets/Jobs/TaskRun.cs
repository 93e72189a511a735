using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>One attempt of one task of a job run, folded from all its hourly slices.</summary>
public sealed record TaskRun
{
    /// <summary>Workspace in which the task ran.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Job of the run.</summary>
    [Field(FieldClass.Id)] public required string JobId { get; init; }

    /// <summary>Job run that the task belongs to.</summary>
    [Field(FieldClass.Id)] public string? JobRunId { get; init; }

    /// <summary>Task run; each attempt has its own.</summary>
    [Field(FieldClass.Id)] public required string TaskRunId { get; init; }

    /// <summary>Enclosing run: the job run, or the for-each task run of an iteration.</summary>
    [Field(FieldClass.Id)] public string? ParentRunId { get; init; }

    /// <summary>Key of the task, unique only inside its job.</summary>
    [Field(FieldClass.Label)] public required string TaskKey { get; init; }

    /// <summary>SUCCEEDED, FAILED, ERROR, TIMED_OUT, CANCELLED, SKIPPED, BLOCKED; RUNNING while it runs; UNKNOWN when its rows stop without an end.</summary>
    [Field(FieldClass.Label)] public required string State { get; init; }

    /// <summary>Why it ended.</summary>
    [Field(FieldClass.Label)] public string? TerminationCode { get; init; }

    /// <summary>Whose fault the end was: SUCCESS, CLIENT_ERROR, INTERNAL_ERROR, CLOUD_FAILURE.</summary>
    [Field(FieldClass.Label)] public string? TerminationType { get; init; }

    /// <summary>Start of the first slice.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>End, or null while it runs.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Seconds that it ran: the sum of its slices.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Seconds of set-up, where the table tells.</summary>
    public double? SetupSeconds { get; init; }

    /// <summary>Seconds of execution, where the table tells.</summary>
    public double? ExecutionSeconds { get; init; }

    /// <summary>Seconds of clean-up, where the table tells.</summary>
    public double? CleanupSeconds { get; init; }

    /// <summary>Clusters that it used.</summary>
    [Field(FieldClass.Id)] public IReadOnlyList<string>? ClusterIds { get; init; }
}
