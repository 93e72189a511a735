namespace DbxServerless.Databricks.Pipelines;

/// <summary>A page of the list of pipelines.</summary>
internal sealed record PipelinePage
{
    public IReadOnlyList<Pipeline> Statuses { get; init => field = value ?? []; } = [];

    public string? NextPageToken { get; init; }
}
