using System.Collections.Concurrent;
using DbxServerless.Collector.Datasets;
using DbxServerless.Databricks;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Collection;

/// <summary>
/// Whether a dataset that could not be read is worth another statement before its time. A statement wakes the warehouse, and one every few
/// minutes would keep it awake for good; Unity Catalog tells for nothing whether the tables are granted by now.
/// </summary>
/// <param name="views">What is read in place of a system schema or table.</param>
internal sealed class TableGrants(IDictionary<string, string> views, ILogger logger)
{
    // What Unity Catalog shows although SQL refused it (to a metastore admin, say) is tried once, and then waits for its schedule.
    private readonly ConcurrentDictionary<(string Dataset, Scope Scope), bool> _tried = new();

    /// <param name="shows">Whether Unity Catalog shows a table or view to the identity that reads for the scope.</param>
    public async Task<bool> MayHaveComeAsync(
        DatasetInfo dataset, Scope scope, Func<string, CancellationToken, Task<bool>> shows, CancellationToken cancellationToken)
    {
        // Read by REST: asking again is the cheapest way to know.
        if (dataset.SystemTables.Count == 0)
            return true;
        try
        {
            foreach (var table in dataset.SystemTables)
            {
                if (await shows(SqlComposer.MapTables(table, views), cancellationToken))
                    continue;
                _tried.TryRemove((dataset.Name, scope), out _);
                return false;
            }
        }
        catch (DatabricksException exception)
        {
            // The next regular pass asks by SQL whatever Unity Catalog says.
            logger.GrantsUnknown(dataset.Name, scope.ToString(), exception.Message);
            return false;
        }

        return _tried.TryAdd((dataset.Name, scope), true);
    }
}
