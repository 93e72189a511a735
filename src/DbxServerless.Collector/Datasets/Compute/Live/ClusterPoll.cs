using DbxServerless.Collector.Collection;
using DbxServerless.Databricks;
using RestCluster = DbxServerless.Databricks.Clusters.Cluster;

namespace DbxServerless.Collector.Datasets.Compute.Live;

/// <summary>The clusters that run, and those that ran at the last poll: a request for the list, and one for each that ended since.</summary>
internal static class ClusterPoll
{
    /// <summary>States of a cluster that costs money.</summary>
    public static IReadOnlyList<string> ActiveStates { get; } = ["PENDING", "RUNNING", "RESTARTING", "RESIZING", "TERMINATING"];

    // A cluster takes minutes to start: only between polls further apart than this can one come and go.
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(5);

    /// <summary>Every cluster that is listed, with those that ended in the last 30 days, when there is no memory or only one of long ago.</summary>
    public static async Task<IReadOnlyList<RestCluster>> ReadAsync(CollectionContext context, LiveClusterMemory? memory, CancellationToken cancellationToken)
    {
        var clusters = new Dictionary<string, RestCluster>(StringComparer.Ordinal);
        await foreach (var cluster in context.Reader.Clusters.ListAsync(memory is null || context.AsOf - memory.At > ShortestLife ? [] : ActiveStates, cancellationToken))
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
