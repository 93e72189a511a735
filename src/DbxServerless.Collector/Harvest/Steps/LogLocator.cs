using DbxServerless.Databricks;
using DbxServerless.Databricks.Clusters;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>From a cluster and its Spark context to the files of the log.</summary>
internal sealed class LogLocator(WorkspaceClient client)
{
    /// <summary>The folder of a cluster's event logs: in it one for each life of the driver, in that one for each Spark context.</summary>
    public static string EventLogsOf(string destination, string clusterId) => $"{destination.TrimEnd('/')}/{clusterId}/eventlog";

    /// <returns>The cluster, or null when Databricks no longer knows it (60 days after its end).</returns>
    public async Task<Cluster?> ClusterAsync(string clusterId, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Clusters.GetAsync(clusterId, cancellationToken);
        }
        catch (DatabricksException exception) when (exception.Kind == DatabricksErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>The folders of the Spark contexts that have a log, of all lives of the cluster, by the contexts' ids.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ContextsAsync(string destination, string clusterId, CancellationToken cancellationToken)
    {
        var contexts = new Dictionary<string, string>(StringComparer.Ordinal);
        // Each life of the driver may have an address, and so a folder, of its own.
        foreach (var driver in await ListAsync(EventLogsOf(destination, clusterId), cancellationToken))
        {
            if (!driver.IsFolder)
                continue;
            foreach (var context in await ListAsync(driver.Path, cancellationToken))
            {
                if (context.IsFolder)
                    contexts[context.Name] = context.Path;
            }
        }

        return contexts;
    }

    public async Task<LogFiles> FilesAsync(string folder, CancellationToken cancellationToken) => LogFiles.Of(await ListAsync(folder, cancellationToken));

    /// <summary>What the driver wrote, of the cluster's latest life.</summary>
    public Task<IReadOnlyList<RemoteFile>> DriverFilesAsync(string destination, string clusterId, CancellationToken cancellationToken) =>
        ListAsync($"{destination.TrimEnd('/')}/{clusterId}/driver", cancellationToken);

    /// <summary>What is in a folder; nothing where there is none.</summary>
    public async Task<IReadOnlyList<RemoteFile>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Files.ListAsync(folder, cancellationToken);
        }
        catch (DatabricksException exception) when (exception.Kind == DatabricksErrorKind.NotFound)
        {
            return [];
        }
    }
}
