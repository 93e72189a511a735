namespace DbxServerless.Databricks.Pipelines;

/// <summary>What an event holds, by its type; only what is used.</summary>
public sealed record PipelineEventDetails
{
    public FlowProgress? FlowProgress { get; init; }
}
