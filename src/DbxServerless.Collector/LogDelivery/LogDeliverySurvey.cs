using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.LogDelivery;

/// <summary>Asks every workspace which clusters deliver their logs, and the account's reader what they cost.</summary>
/// <param name="options">The settings, validated.</param>
/// <param name="connect">Makes a client.</param>
/// <param name="time">The clock.</param>
public sealed class LogDeliverySurvey(CollectorOptions options, Func<WorkspaceConnection, WorkspaceClient> connect, TimeProvider time)
{
    /// <summary>Days that workspaces show a cluster after its end.</summary>
    public const int LongestDays = 30;

    /// <param name="days">How far back costs are looked at, 1 to <see cref="LongestDays"/>.</param>
    /// <exception cref="DatabricksException">What clusters cost could not be read.</exception>
    public async Task<LogDeliveryReport> RunAsync(int days, CancellationToken cancellationToken)
    {
        var plan = new ScopePlan(options);
        await using var clients = new Clients(connect);
        var seen = new Dictionary<(string, string), SeenCluster>();
        var problems = new List<string>();
        var ids = new List<string>();
        foreach (var scope in plan.Scopes.Where(scope => scope.Kind == ScopeKind.Workspace))
        {
            var client = clients.For(plan.ReaderOf(scope));
            try
            {
                var id = await WorkspaceIds.OfAsync(options, scope, client, cancellationToken);
                await foreach (var cluster in client.Clusters.ListAsync([], cancellationToken))
                    seen[(id, cluster.ClusterId)] = new SeenCluster(cluster.ClusterName, cluster.ClusterLogConf?.Destination);
                ids.Add(id);
            }
            catch (DatabricksException exception)
            {
                problems.Add($"{scope.Name}: {exception.Message}");
            }
        }

        var spends = new List<ClusterSpend>();
        if (ids.Count > 0)
        {
            var statement = ClusterSpendStatement.Compose(options, ids, time.GetUtcNow().AddDays(-days));
            await using var result = await clients.For(plan.ReaderOf(Scope.Account)).Sql.ExecuteAsync(statement, cancellationToken);
            await foreach (var row in result.ReadAsync(cancellationToken))
                spends.Add(ClusterSpendStatement.Read(row));
        }

        return LogDeliveryReport.Of(spends, seen, options.Billing.Currency) with
        {
            Workspaces = ids.Count,
            Problems = problems,
        };
    }

    private sealed class Clients(Func<WorkspaceConnection, WorkspaceClient> connect) : IAsyncDisposable
    {
        private readonly Dictionary<WorkspaceOptions, WorkspaceClient> _clients = [];

        public WorkspaceClient For(WorkspaceOptions workspace)
        {
            if (!_clients.TryGetValue(workspace, out var client))
                _clients[workspace] = client = connect(WorkspaceClients.ConnectionOf(workspace));
            return client;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in _clients.Values)
                await client.DisposeAsync();
        }
    }
}
