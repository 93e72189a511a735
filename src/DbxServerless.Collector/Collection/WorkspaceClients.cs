using System.Collections.Concurrent;
using DbxServerless.Collector.Collection.Metering;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using DbxServerless.Databricks;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Collection;

/// <summary>Makes clients when they are first needed and keeps them.</summary>
/// <param name="time">The clock of time limits and tokens.</param>
/// <param name="loggers">For the clients' logs.</param>
/// <param name="shared">Where processes that run at the same time share the requests that a workspace allows; null for one process alone.</param>
public sealed class WorkspaceClients(TimeProvider time, ILoggerFactory loggers, IStateStore? shared = null) : IWorkspaceClients, IAsyncDisposable
{
    private readonly ConcurrentDictionary<WorkspaceOptions, Lazy<WorkspaceClient>> _clients = new();

    /// <summary>How a workspace's settings are a connection.</summary>
    public static WorkspaceConnection ConnectionOf(WorkspaceOptions workspace) => new()
    {
        Host = workspace.Host,
        WarehouseId = workspace.WarehouseId,
        ClientId = workspace.ClientId,
        ClientSecret = workspace.ClientSecret,
        TenantId = workspace.TenantId,
        Token = workspace.Token,
        AzureWorkspaceResourceId = workspace.AzureResourceId,
        RequestsPerSecond = workspace.RequestsPerSecond,
    };

    public WorkspaceClient For(WorkspaceOptions workspace) => _clients.GetOrAdd(
        workspace,
        key => new Lazy<WorkspaceClient>(() => NewClient(key), LazyThreadSafetyMode.ExecutionAndPublication)).Value;

    private WorkspaceClient NewClient(WorkspaceOptions workspace)
    {
        var budget = shared is null ? null : new SharedRequestBudget(shared, ScopePlan.NameOf(workspace), workspace.RequestsPerSecond, time);
        return new WorkspaceClient(ConnectionOf(workspace) with { Budget = budget }, time, loggers);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
            await client.Value.DisposeAsync();
    }
}
