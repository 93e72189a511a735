using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Pipelines;

/// <summary>One update of a pipeline, folded from all its hourly slices.</summary>
public sealed record PipelineUpdate
{
    /// <summary>Workspace of the pipeline.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Pipeline.</summary>
    [Field(FieldClass.Id)] public required string PipelineId { get; init; }

    /// <summary>Update.</summary>
    [Field(FieldClass.Id)] public required string UpdateId { get; init; }

    /// <summary>Request that asked for it; automatic retries share it.</summary>
    [Field(FieldClass.Id)] public string? RequestId { get; init; }

    /// <summary>0 for the first update of a request, 1 for its first retry, and so on.</summary>
    public required int Attempt { get; init; }

    /// <summary>Name of the pipeline at its newest version.</summary>
    [Field(FieldClass.Label)] public string? PipelineName { get; init; }

    /// <summary>ETL_PIPELINE, MATERIALIZED_VIEW, STREAMING_TABLE, INGESTION_PIPELINE …</summary>
    [Field(FieldClass.Label)] public string? PipelineType { get; init; }

    /// <summary>FULL_REFRESH, REFRESH or VALIDATE.</summary>
    [Field(FieldClass.Label)] public string? UpdateType { get; init; }

    /// <summary>What started it.</summary>
    [Field(FieldClass.Label)] public string? TriggerType { get; init; }

    /// <summary>COMPLETED, FAILED, CANCELED; RUNNING while it runs; UNKNOWN when its rows stop without an end.</summary>
    [Field(FieldClass.Label)] public required string State { get; init; }

    /// <summary>On whose behalf it ran.</summary>
    [Field(FieldClass.Personal)] public string? RunAs { get; init; }

    /// <summary>Start of the first slice.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>End, or null while it runs.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Seconds that it ran: the sum of its slices.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Classic cluster that it used.</summary>
    [Field(FieldClass.Id)] public string? ClusterId { get; init; }
}
