namespace DbxServerless.Databricks.Jobs;

/// <summary>A cluster that a job's runs make and its tasks share.</summary>
public sealed record JobCluster
{
    public string JobClusterKey { get; init => field = value ?? ""; } = "";

    public NewCluster? NewCluster { get; init; }
}
