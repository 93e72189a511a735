namespace DbxServerless.Databricks.Clusters;

/// <summary>Where a cluster delivers its logs; one of the two is there.</summary>
public sealed record ClusterLogConf
{
    public ClusterLogDestination? Dbfs { get; init; }

    public ClusterLogDestination? Volumes { get; init; }
}
