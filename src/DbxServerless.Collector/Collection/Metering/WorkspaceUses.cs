using System.Collections.Concurrent;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Collection.Metering;

/// <summary>What is used of the workspace that reads for a scope.</summary>
internal sealed class WorkspaceUses(ScopePlan plan, IWorkspaceClients clients, IStateStore states, TimeProvider time, ILogger logger)
{
    private readonly ConcurrentDictionary<WorkspaceOptions, WorkspaceUse> _uses = new();

    public WorkspaceUse Of(Scope scope) => _uses.GetOrAdd(
        plan.ReaderOf(scope),
        workspace => new WorkspaceUse(
            ScopePlan.NameOf(workspace), workspace.RequestsPerSecond, () => clients.For(workspace).Statistics.Snapshot(), token => clients.For(workspace).Facts.GetWarehouseAsync(token),
            states, time));

    /// <summary>Stores what was used; a storage that fails is no reason for a collection to fail.</summary>
    public async Task SettleAsync(Scope scope, CancellationToken cancellationToken)
    {
        try
        {
            await Of(scope).SettleAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.UseNotKept(exception, scope.ToString());
        }
    }
}
