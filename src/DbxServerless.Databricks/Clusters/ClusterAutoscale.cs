namespace DbxServerless.Databricks.Clusters;

/// <summary>Between how many workers a cluster scales.</summary>
public sealed record ClusterAutoscale
{
    public int MinWorkers { get; init; }

    public int MaxWorkers { get; init; }
}
