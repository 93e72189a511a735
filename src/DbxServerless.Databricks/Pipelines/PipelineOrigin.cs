namespace DbxServerless.Databricks.Pipelines;

/// <summary>What an event is about.</summary>
public sealed record PipelineOrigin
{
    public string? UpdateId { get; init; }

    public string? DatasetName { get; init; }

    public string? FlowName { get; init; }
}
