namespace DbxServerless.Databricks.Pipelines;

/// <summary>An entry of a pipeline's event log.</summary>
public sealed record PipelineEvent
{
    public string Id { get; init => field = value ?? ""; } = "";

    public DateTimeOffset Timestamp { get; init; }

    /// <summary>flow_progress, update_progress, create_update …</summary>
    public string? EventType { get; init; }

    public string? Message { get; init; }

    public PipelineOrigin Origin { get; init => field = value ?? new(); } = new();

    public PipelineEventDetails Details { get; init => field = value ?? new(); } = new();
}
