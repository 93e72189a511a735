namespace DbxServerless.Databricks.Jobs;

/// <summary>A task of a job's definition.</summary>
public sealed record JobTask
{
    public string TaskKey { get; init => field = value ?? ""; } = "";

    /// <summary>The cluster that is made for this task alone.</summary>
    public NewCluster? NewCluster { get; init; }
}
