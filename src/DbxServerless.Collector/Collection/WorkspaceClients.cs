using System.Collections.Concurrent;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Collection;

/// <summary>Makes clients when they are first needed and keeps them.</summary>
public sealed class WorkspaceClients(TimeProvider time, ILoggerFactory loggers) : IWorkspaceClients, IAsyncDisposable
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
        key => new Lazy<WorkspaceClient>(() => new WorkspaceClient(ConnectionOf(key), time, loggers), LazyThreadSafetyMode.ExecutionAndPublication)).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
            await client.Value.DisposeAsync();
    }
}
