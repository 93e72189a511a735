using System.Runtime.CompilerServices;
using System.Text.Json;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Clusters;
using DbxServerless.Databricks.Compute;
using DbxServerless.Databricks.Jobs;

namespace DbxServerless.Collector.Check;

/// <summary>Looks for clusters, and clusters in the definitions of jobs, that deliver no logs to where they can be read.</summary>
internal sealed class DeliveryChecks(WorkspaceClient client, ConnectionCheck connection)
{
    private const int NamesShown = 3;

    private const string Mend =
        "Set cluster_log_conf of them or of their policy to a Unity Catalog volume: infra-bicep/log-delivery has volume and policy. " +
        "'log-delivery' lists all of them with what they cost.";

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
    private IAsyncEnumerable<(string Name, bool Delivers)> ClustersAsync(CancellationToken cancellationToken) => client.Clusters.ListAsync([], cancellationToken)
        .Where(cluster => cluster.ClusterSource is "UI" or "API")
        .Select(cluster => ($"'{cluster.ClusterName}' ({cluster.ClusterId})", IsReadable(cluster.ClusterLogConf)));

    private async IAsyncEnumerable<(string Name, bool Delivers)> JobsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var policies = (await client.Compute.ListPoliciesAsync(cancellationToken)).DistinctBy(policy => policy.PolicyId).ToDictionary(policy => policy.PolicyId);
        await foreach (var job in client.Jobs.ListWithDetailsAsync(cancellationToken))
        {
            var clusters = job.Settings.JobClusters.Select(cluster => cluster.NewCluster).Concat(job.Settings.Tasks.Select(task => task.NewCluster)).OfType<NewCluster>().ToList();
            if (clusters.Count > 0)
                yield return ($"'{job.Settings.Name}' ({job.JobId})", clusters.TrueForAll(cluster => IsReadable(cluster.ClusterLogConf) || Fixes(policies, cluster.PolicyId)));
        }
    }

    private static bool IsReadable(ClusterLogConf? conf) => (conf?.Volumes ?? conf?.Dbfs) is { Destination.Length: > 0 };

    // A policy that is not visible may fix it: nobody is accused without knowing.
    internal static bool Fixes(IReadOnlyDictionary<string, ClusterPolicy> policies, string? policyId)
    {
        if (policyId is null)
            return false;
        if (!policies.TryGetValue(policyId, out var policy))
            return true;
        try
        {
            using var definition = JsonDocument.Parse(policy.Definition ?? "{}");
            return definition.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("cluster_log_conf.path", out var path)
                && path is { ValueKind: JsonValueKind.Object } && path.TryGetProperty("type", out var type) && type.ValueEquals("fixed");
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
