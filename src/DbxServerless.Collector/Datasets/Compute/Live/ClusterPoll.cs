using DbxServerless.Collector.Collection;
using DbxServerless.Databricks;
using RestCluster = DbxServerless.Databricks.Clusters.Cluster;

namespace DbxServerless.Collector.Datasets.Compute.Live;

/// <summary>The clusters that run, and those that ran at the last poll: a request for the list, and one for each that ended since.</summary>
internal static class ClusterPoll
{
    /// <summary>States of a cluster that costs money.</summary>
    public static IReadOnlyList<string> ActiveStates { get; } = ["PENDING", "RUNNING", "RESTARTING", "RESIZING", "TERMINATING"];

    /// <summary>Without a memory every cluster that is listed; the list holds what ended in the last 30 days.</summary>
    public static async Task<IReadOnlyList<RestCluster>> ReadAsync(CollectionContext context, LiveClusterMemory? memory, CancellationToken cancellationToken)
    {
        var clusters = new Dictionary<string, RestCluster>(StringComparer.Ordinal);
        await foreach (var cluster in context.Reader.Clusters.ListAsync(memory is null ? [] : ActiveStates, cancellationToken))
            clusters[cluster.ClusterId] = cluster;
        foreach (var id in (memory?.Active ?? []).Where(id => !clusters.ContainsKey(id)))
        {
            try
            {
                clusters[id] = await context.Reader.Clusters.GetAsync(id, cancellationToken);
            }
            catch (DatabricksException gone) when (gone.Kind == DatabricksErrorKind.NotFound)
            {
                // Deleted for good: no more will be told of it.
            }
        }

        return [.. clusters.Values];
    }

    public static bool IsActive(RestCluster cluster) => ActiveStates.Contains(cluster.State);
}
