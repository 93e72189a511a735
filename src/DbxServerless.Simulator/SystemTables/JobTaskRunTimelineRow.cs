namespace DbxServerless.Simulator.SystemTables;

/// <summary>One slice of one task run.</summary>
public sealed record JobTaskRunTimelineRow
{
    public required string AccountId { get; init; }

    public required string WorkspaceId { get; init; }

    public required string JobId { get; init; }

    public required string RunId { get; init; }

    public string? JobRunId { get; init; }

    public string? ParentRunId { get; init; }

    public required string TaskKey { get; init; }

    public required DateTimeOffset PeriodStartTime { get; init; }

    public required DateTimeOffset PeriodEndTime { get; init; }

    public IReadOnlyList<string>? ComputeIds { get; init; }

    public IReadOnlyList<ComputeRow>? Compute { get; init; }

    public string? ResultState { get; init; }

    public string? TerminationCode { get; init; }

    public string? TerminationType { get; init; }

    public IReadOnlyDictionary<string, string>? TaskParameters { get; init; }

    public long? SetupDurationSeconds { get; init; }

    public long? CleanupDurationSeconds { get; init; }

    public long? ExecutionDurationSeconds { get; init; }
}
