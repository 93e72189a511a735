using DbxServerless.Databricks.Clusters;

namespace DbxServerless.Databricks.Jobs;

/// <summary>What a cluster is to be like that a run makes.</summary>
public sealed record NewCluster
{
    public ClusterLogConf? ClusterLogConf { get; init; }

    /// <summary>The policy that it is made under, which may fix what is not given here.</summary>
    public string? PolicyId { get; init; }
}
