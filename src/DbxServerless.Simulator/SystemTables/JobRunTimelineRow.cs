using DbxServerless.Simulator.Rows;

namespace DbxServerless.Simulator.SystemTables;

/// <summary>One slice of one run.</summary>
public sealed record JobRunTimelineRow
{
    public required string AccountId { get; init; }

    public required string WorkspaceId { get; init; }

    public required string JobId { get; init; }

    public required string RunId { get; init; }

    public required DateTimeOffset PeriodStartTime { get; init; }

    public required DateTimeOffset PeriodEndTime { get; init; }

    public string? TriggerType { get; init; }

    public string? RunType { get; init; }

    public string? RunName { get; init; }

    public IReadOnlyList<string>? ComputeIds { get; init; }

    public IReadOnlyList<ComputeRow>? Compute { get; init; }

    public string? ResultState { get; init; }

    public string? TerminationCode { get; init; }

    public string? TerminationType { get; init; }

    public IReadOnlyDictionary<string, string>? JobParameters { get; init; }

    public string? SourceTaskRunId { get; init; }

    public string? RootTaskRunId { get; init; }

    public long? SetupDurationSeconds { get; init; }

    public long? QueueDurationSeconds { get; init; }

    public long? RunDurationSeconds { get; init; }

    public long? CleanupDurationSeconds { get; init; }

    public long? ExecutionDurationSeconds { get; init; }

    /// <summary>A column that no reference lists: columns are added without notice.</summary>
    [ColumnName("_added_lately")]
    public string? AddedLately { get; init; }
}
