using DbxServerless.Databricks;

namespace DbxServerless.Collector.Check;

/// <summary>A kind of objects that access lists can hide.</summary>
/// <param name="Name">As the permissions API calls it.</param>
/// <param name="Level">The least permission that shows one.</param>
/// <param name="Table">The system table that knows them all.</param>
/// <param name="Id">Its column of ids.</param>
/// <param name="Only">What of the table REST lists, as a condition.</param>
/// <param name="ListAsync">The ids that REST shows.</param>
internal sealed record VisibleObjects(
    string Name, string Level, string Table, string Id, string Only, Func<WorkspaceClient, CancellationToken, IAsyncEnumerable<string>> ListAsync)
{
    public static IReadOnlyList<VisibleObjects> Kinds { get; } =
    [
        new("jobs", "CAN_VIEW", "system.lakeflow.jobs", "job_id", "TRUE",
            (client, token) => client.Jobs.ListAsync(token).Select(job => job.JobId.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        new("pipelines", "CAN_VIEW", "system.lakeflow.pipelines", "pipeline_id", "TRUE",
            (client, token) => client.Pipelines.ListAsync(token).Select(pipeline => pipeline.PipelineId)),
        // Clusters of jobs come and go, and are seen by whoever sees the job.
        new("clusters", "CAN_ATTACH_TO", "system.compute.clusters", "cluster_id", "cluster_source IN ('UI', 'API')",
            (client, token) => client.Clusters.ListAsync([], token)
                .Where(cluster => cluster.ClusterSource is "UI" or "API").Select(cluster => cluster.ClusterId)),
    ];
}
