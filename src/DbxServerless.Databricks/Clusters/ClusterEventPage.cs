namespace DbxServerless.Databricks.Clusters;

/// <summary>A page of <c>clusters/events</c>.</summary>
internal sealed record ClusterEventPage
{
    public IReadOnlyList<ClusterEvent> Events { get; init => field = value ?? []; } = [];

    public string? NextPageToken { get; init; }
}
