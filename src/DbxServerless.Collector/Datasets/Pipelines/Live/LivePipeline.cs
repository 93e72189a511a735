using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Pipelines.Live;

/// <summary>A pipeline as REST shows it now.</summary>
public sealed record LivePipeline
{
    /// <summary>Workspace of the pipeline.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Pipeline.</summary>
    [Field(FieldClass.Id)] public required string PipelineId { get; init; }

    /// <summary>Its name.</summary>
    [Field(FieldClass.Label)] public string? PipelineName { get; init; }

    /// <summary>IDLE, STARTING, RUNNING, STOPPING, FAILED, RECOVERING, RESETTING, DEPLOYING or DELETED.</summary>
    [Field(FieldClass.Label)] public required string State { get; init; }

    /// <summary>HEALTHY or UNHEALTHY, by its latest updates.</summary>
    [Field(FieldClass.Label)] public string? Health { get; init; }

    /// <summary>Who created it.</summary>
    [Field(FieldClass.Personal)] public string? CreatorUserName { get; init; }

    /// <summary>As whom it runs.</summary>
    [Field(FieldClass.Personal)] public string? RunAsUserName { get; init; }

    /// <summary>Classic cluster that it runs on.</summary>
    [Field(FieldClass.Id)] public string? ClusterId { get; init; }

    /// <summary>Newest update.</summary>
    [Field(FieldClass.Id)] public string? UpdateId { get; init; }

    /// <summary>State of the newest update: QUEUED, INITIALIZING, RUNNING, COMPLETED, FAILED, CANCELED …</summary>
    [Field(FieldClass.Label)] public string? UpdateState { get; init; }

    /// <summary>When the newest update was asked for.</summary>
    public DateTimeOffset? UpdateTime { get; init; }
}
