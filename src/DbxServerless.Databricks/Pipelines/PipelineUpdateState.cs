namespace DbxServerless.Databricks.Pipelines;

/// <summary>An update of a pipeline, as the list of pipelines tells it.</summary>
public sealed record PipelineUpdateState
{
    public string? UpdateId { get; init; }

    /// <summary>CREATED, QUEUED, WAITING_FOR_RESOURCES, INITIALIZING, RUNNING, STOPPING, COMPLETED, FAILED, CANCELED …</summary>
    public string? State { get; init; }

    public DateTimeOffset? CreationTime { get; init; }
}
