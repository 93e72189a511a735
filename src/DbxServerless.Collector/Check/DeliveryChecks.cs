using System.Runtime.CompilerServices;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Clusters;
using DbxServerless.Databricks.Jobs;

namespace DbxServerless.Collector.Check;

/// <summary>Looks for clusters, and clusters in the definitions of jobs, that deliver no logs to where they can be read.</summary>
internal sealed class DeliveryChecks(WorkspaceClient client, ConnectionCheck connection)
{
    private const int NamesShown = 3;

    private const string Mend =
        "Set cluster_log_conf of them or of their policy to a Unity Catalog volume: infra-bicep/log-delivery has volume and policy. " +
        "'log-delivery' lists all of them with what they cost.";

    private readonly List<Cluster> _delivering = [];
    private readonly HashSet<string> _destinations = new(StringComparer.Ordinal);

    /// <summary>Where they deliver to, as far as it was seen.</summary>
    public IReadOnlyList<LogPlace> Places => LogPlace.Of(_delivering, _destinations);

    public async Task<IReadOnlyList<DeliveryCheck>> RunAsync(CancellationToken cancellationToken) =>
    [
        await CheckAsync("clusters", ClustersAsync(cancellationToken)),
        await CheckAsync("jobs", JobsAsync(cancellationToken)),
    ];

    /// <param name="things">Their names, and whether they deliver.</param>
    private async Task<DeliveryCheck> CheckAsync(string objects, IAsyncEnumerable<(string Name, bool Delivers)> things)
    {
        try
        {
            var all = await things.ToListAsync();
            var without = all.Where(thing => !thing.Delivers).Select(thing => thing.Name).ToList();
            if (without.Count == 0)
                return new DeliveryCheck(connection.Name, objects, all.Count, all.Count, CheckOutcome.Ok);
            var names = string.Join(", ", without.Take(NamesShown)) + (without.Count > NamesShown ? $" and {without.Count - NamesShown} more" : "");
            return new DeliveryCheck(connection.Name, objects, all.Count - without.Count, all.Count, CheckOutcome.Warning, $"{without.Count} deliver no logs: {names}.", Mend);
        }
        catch (DatabricksException exception)
        {
            return new DeliveryCheck(connection.Name, objects, 0, 0, CheckOutcome.Skipped, exception.Reason, connection.Named(exception.Mend));
        }
        catch (OperationCanceledException)
        {
            return new DeliveryCheck(connection.Name, objects, 0, 0, CheckOutcome.Skipped, "The workspace did not answer while the check lasted.", "Run the check again.");
        }
    }

    // Those of jobs are made anew for each run: what the jobs define counts.
    private async IAsyncEnumerable<(string Name, bool Delivers)> ClustersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var cluster in client.Clusters.ListAsync([], cancellationToken))
        {
            if (cluster.ClusterLogConf?.Destination is { Length: > 0 } && cluster.ClusterSource is "UI" or "API" or "JOB")
                _delivering.Add(cluster);
            if (cluster.ClusterSource is "UI" or "API")
                yield return ($"'{cluster.ClusterName}' ({cluster.ClusterId})", DestinationOf(cluster.ClusterLogConf) is not null);
        }
    }

    private async IAsyncEnumerable<(string Name, bool Delivers)> JobsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var policies = new LogPolicies(await client.Compute.ListPoliciesAsync(cancellationToken));
        await foreach (var job in client.Jobs.ListWithDetailsAsync(cancellationToken))
        {
            var clusters = job.Settings.JobClusters.Select(cluster => cluster.NewCluster).Concat(job.Settings.Tasks.Select(task => task.NewCluster)).OfType<NewCluster>().ToList();
            _destinations.UnionWith(clusters.Select(cluster => DestinationOf(cluster.ClusterLogConf) ?? policies.DestinationOf(cluster.PolicyId)).OfType<string>());
            if (clusters.Count > 0)
                yield return ($"'{job.Settings.Name}' ({job.JobId})", clusters.TrueForAll(cluster => DestinationOf(cluster.ClusterLogConf) is not null || policies.Fixes(cluster.PolicyId)));
        }
    }

    private static string? DestinationOf(ClusterLogConf? conf) => conf?.Destination is { Length: > 0 } destination ? destination : null;
}
