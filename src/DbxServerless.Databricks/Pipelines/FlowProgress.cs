namespace DbxServerless.Databricks.Pipelines;

/// <summary>How far a flow is.</summary>
public sealed record FlowProgress
{
    /// <summary>QUEUED, STARTING, RUNNING, COMPLETED, FAILED, SKIPPED, STOPPED, IDLE, EXCLUDED.</summary>
    public string? Status { get; init; }

    public FlowMetrics? Metrics { get; init; }

    public FlowQuality? DataQuality { get; init; }
}
