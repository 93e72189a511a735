using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Pipelines;

/// <summary>What is normal for a pipeline over the last 30 days, and when it last succeeded. Alerts look back two days at most, so the past is a column.</summary>
public sealed record PipelineBaseline
{
    /// <summary>Workspace of the pipeline.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Pipeline.</summary>
    [Field(FieldClass.Id)] public required string PipelineId { get; init; }

    /// <summary>Name of the pipeline at its newest version.</summary>
    [Field(FieldClass.Label)] public string? PipelineName { get; init; }

    /// <summary>ETL_PIPELINE, MATERIALIZED_VIEW, STREAMING_TABLE, INGESTION_PIPELINE …</summary>
    [Field(FieldClass.Label)] public string? PipelineType { get; init; }

    /// <summary>End of the newest finished update.</summary>
    public required DateTimeOffset LastUpdateTime { get; init; }

    /// <summary>End of the newest completed update; null when none completed in 30 days.</summary>
    public DateTimeOffset? LastSuccessTime { get; init; }

    /// <summary>Finished updates in 30 days.</summary>
    public required long Updates30Days { get; init; }

    /// <summary>Share of completed among completed and failed updates in 30 days.</summary>
    public double? SuccessRate30Days { get; init; }

    /// <summary>Median seconds of completed refreshes in 30 days; full refreshes and validations are left out.</summary>
    public double? MedianSeconds30Days { get; init; }

    /// <summary>95th percentile of those seconds.</summary>
    public double? P95Seconds30Days { get; init; }

    /// <summary>Median seconds from one completed update to the next in 30 days.</summary>
    public double? MedianSecondsBetween30Days { get; init; }

    /// <summary>When the pipeline was deleted.</summary>
    public DateTimeOffset? DeleteTime { get; init; }
}
