namespace DbxServerless.Simulator.SystemTables;

/// <summary>One ended statement.</summary>
public sealed record QueryHistoryRow
{
    public required string AccountId { get; init; }

    public required string WorkspaceId { get; init; }

    public required string StatementId { get; init; }

    public string? SessionId { get; init; }

    public required string ExecutionStatus { get; init; }

    public ComputeRow? Compute { get; init; }

    public string? ExecutedBy { get; init; }

    public string? ExecutedByUserId { get; init; }

    public string? ExecutedAs { get; init; }

    public string? ExecutedAsUserId { get; init; }

    public string? StatementText { get; init; }

    public string? StatementType { get; init; }

    public string? ErrorMessage { get; init; }

    public string? ClientApplication { get; init; }

    public string? ClientDriver { get; init; }

    public long? TotalDurationMs { get; init; }

    public long? WaitingForComputeDurationMs { get; init; }

    public long? WaitingAtCapacityDurationMs { get; init; }

    public long? CompilationDurationMs { get; init; }

    public long? ExecutionDurationMs { get; init; }

    public long? TotalTaskDurationMs { get; init; }

    public long? ResultFetchDurationMs { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public required DateTimeOffset EndTime { get; init; }

    public required DateTimeOffset UpdateTime { get; init; }

    public long? ReadPartitions { get; init; }

    public long? PrunedFiles { get; init; }

    public long? ReadFiles { get; init; }

    public long? ReadRows { get; init; }

    public long? ProducedRows { get; init; }

    public long? ReadBytes { get; init; }

    public int? ReadIoCachePercent { get; init; }

    public bool? FromResultCache { get; init; }

    public long? SpilledLocalBytes { get; init; }

    public long? WrittenBytes { get; init; }

    public long? WrittenRows { get; init; }

    public long? WrittenFiles { get; init; }

    public long? ShuffleReadBytes { get; init; }

    public long? PrunedFilesBytes { get; init; }

    public long? ReadFilesBytes { get; init; }

    public string? CacheOriginStatementId { get; init; }

    public QuerySource? QuerySource { get; init; }

    public QueryParameters? QueryParameters { get; init; }

    public IReadOnlyDictionary<string, string>? QueryTags { get; init; }
}
