namespace DbxServerless.Simulator.SystemTables;

/// <summary>One slice of one pipeline update.</summary>
public sealed record PipelineUpdateTimelineRow
{
    public required string AccountId { get; init; }

    public required string WorkspaceId { get; init; }

    public required string PipelineId { get; init; }

    public required string UpdateId { get; init; }

    public string? UpdateType { get; init; }

    public string? RequestId { get; init; }

    public string? RunAsUserName { get; init; }

    public string? TriggerType { get; init; }

    public TriggerDetails? TriggerDetails { get; init; }

    public string? ResultState { get; init; }

    public PipelineCompute? Compute { get; init; }

    public required DateTimeOffset PeriodStartTime { get; init; }

    public required DateTimeOffset PeriodEndTime { get; init; }

    public IReadOnlyList<TableSelection>? RefreshSelection { get; init; }

    public IReadOnlyList<TableSelection>? FullRefreshSelection { get; init; }

    public IReadOnlyList<string>? ResetCheckpointSelection { get; init; }
}
