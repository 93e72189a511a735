using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Pipelines.Live;

/// <summary>A flow in an update of a pipeline: what it wrote, what waits, and what its expectations found. Told at each change of its status, and every quarter of an hour in between.</summary>
public sealed record PipelineFlow
{
    /// <summary>Workspace of the pipeline.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Pipeline.</summary>
    [Field(FieldClass.Id)] public required string PipelineId { get; init; }

    /// <summary>Name of the pipeline.</summary>
    [Field(FieldClass.Label)] public string? PipelineName { get; init; }

    /// <summary>Update that the flow is part of.</summary>
    [Field(FieldClass.Id)] public required string UpdateId { get; init; }

    /// <summary>Flow.</summary>
    [Field(FieldClass.Label)] public required string FlowName { get; init; }

    /// <summary>Table or view that it feeds.</summary>
    [Field(FieldClass.Label)] public string? DatasetName { get; init; }

    /// <summary>QUEUED, STARTING, RUNNING, IDLE; then COMPLETED, FAILED, SKIPPED, STOPPED or EXCLUDED.</summary>
    [Field(FieldClass.Label)] public required string Status { get; init; }

    /// <summary>Its first event.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Its last event, once it is over.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Seconds from the first event until it ran.</summary>
    public double? WaitSeconds { get; init; }

    /// <summary>Rows that it wrote so far.</summary>
    public long? OutputRows { get; init; }

    /// <summary>Rows that its expectations dropped so far.</summary>
    public long? DroppedRows { get; init; }

    /// <summary>Bytes that wait to be read, as last told.</summary>
    public long? BacklogBytes { get; init; }

    /// <summary>Files that wait to be read, as last told.</summary>
    public long? BacklogFiles { get; init; }

    /// <summary>Rows that passed, by expectation.</summary>
    [Field(FieldClass.Label)] public IReadOnlyDictionary<string, string?>? PassedRows { get; init; }

    /// <summary>Rows that failed, by expectation.</summary>
    [Field(FieldClass.Label)] public IReadOnlyDictionary<string, string?>? FailedRows { get; init; }

    /// <summary>What its last event says, where it failed.</summary>
    [Field(FieldClass.FreeText)] public string? Error { get; init; }
}
