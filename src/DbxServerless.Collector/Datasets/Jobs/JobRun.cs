using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>One attempt of a job run: the original run, or one of its repairs. Folded from all its hourly slices.</summary>
public sealed record JobRun
{
    /// <summary>Workspace in which the job ran.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Job; unique only inside its workspace. Each submitted run has one of its own.</summary>
    [Field(FieldClass.Id)] public required string JobId { get; init; }

    /// <summary>Run; the same for all its repairs.</summary>
    [Field(FieldClass.Id)] public required string RunId { get; init; }

    /// <summary>0 for the original run, 1 for its first repair, and so on.</summary>
    public required int Attempt { get; init; }

    /// <summary>Whether no later repair of the run is known.</summary>
    public required bool IsLatestAttempt { get; init; }

    /// <summary>Name of the job at its newest version, or null for submitted runs.</summary>
    [Field(FieldClass.Label)] public string? JobName { get; init; }

    /// <summary>Name that was given to the run.</summary>
    [Field(FieldClass.Label)] public string? RunName { get; init; }

    /// <summary>Name under which runs of the same work are the same: the job's name, or the run's without what differs each time.</summary>
    [Field(FieldClass.Label)] public required string LogicalJob { get; init; }

    /// <summary>Run id of the Azure Data Factory pipeline that submitted it.</summary>
    [Field(FieldClass.Id)] public string? AdfRunId { get; init; }

    /// <summary>JOB_RUN, SUBMIT_RUN or WORKFLOW_RUN.</summary>
    [Field(FieldClass.Label)] public string? RunType { get; init; }

    /// <summary>What started it.</summary>
    [Field(FieldClass.Label)] public string? TriggerType { get; init; }

    /// <summary>SUCCEEDED, FAILED, ERROR, TIMED_OUT, CANCELLED, SKIPPED, BLOCKED; RUNNING while it runs; UNKNOWN when its rows stop without an end.</summary>
    [Field(FieldClass.Label)] public required string State { get; init; }

    /// <summary>Why it ended.</summary>
    [Field(FieldClass.Label)] public string? TerminationCode { get; init; }

    /// <summary>Whose fault the end was: SUCCESS, CLIENT_ERROR, INTERNAL_ERROR, CLOUD_FAILURE.</summary>
    [Field(FieldClass.Label)] public string? TerminationType { get; init; }

    /// <summary>Start of the attempt's first slice.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>End of the attempt, or null while it runs.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Seconds that the attempt ran: the sum of its slices.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Clusters that the attempt used.</summary>
    [Field(FieldClass.Id)] public IReadOnlyList<string>? ClusterIds { get; init; }

    /// <summary>Task run that started this run.</summary>
    [Field(FieldClass.Id)] public string? SourceTaskRunId { get; init; }

    /// <summary>Task run at the top of the chain that led to this run.</summary>
    [Field(FieldClass.Id)] public string? RootTaskRunId { get; init; }
}
