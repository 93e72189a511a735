namespace DbxServerless.Databricks.Pipelines;

/// <summary>A page of a pipeline's events.</summary>
internal sealed record PipelineEventPage
{
    public IReadOnlyList<PipelineEvent> Events { get; init => field = value ?? []; } = [];

    public string? NextPageToken { get; init; }
}
