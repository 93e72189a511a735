namespace DbxServerless.Databricks.Clusters;

/// <summary>A page of <c>clusters/list</c>.</summary>
internal sealed record ClusterPage
{
    public IReadOnlyList<Cluster> Clusters { get; init => field = value ?? []; } = [];

    public string? NextPageToken { get; init; }
}
