using DbxServerless.Collector.Harvest.Steps;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Clusters;

namespace DbxServerless.Collector.Check;

/// <summary>Reads a byte of an event log at each place that logs are delivered to, in the way of the harvest; where none is, looks whether it could be read.</summary>
internal sealed class DestinationChecks(WorkspaceClient client, ConnectionCheck connection)
{
    private const int ClustersTried = 3;

    private readonly LogLocator _locator = new(client);

    public async Task<IReadOnlyList<DestinationCheck>> RunAsync(IReadOnlyList<LogPlace> places, CancellationToken cancellationToken) =>
        await Task.WhenAll(places.Select(place => CheckAsync(place, cancellationToken)));

    private async Task<DestinationCheck> CheckAsync(LogPlace place, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var cluster in place.Clusters.Take(ClustersTried))
            {
                if (await ReadAsync(cluster, cancellationToken) is { } path)
                    return Of(place, CheckOutcome.Ok, $"{path} was read.");
            }

            return await LookAsync(place, cancellationToken);
        }
        catch (DatabricksException exception)
        {
            var more = exception.IsPermission && !place.IsVolume ? " Or have logs delivered to a Unity Catalog volume: infra-bicep/log-delivery has volume and policy." : "";
            return Of(place, exception.IsTransient ? CheckOutcome.Skipped : CheckOutcome.Failed, exception.Reason, connection.Named(exception.Mend) + more);
        }
        catch (OperationCanceledException)
        {
            return Of(place, CheckOutcome.Skipped, "The workspace did not answer while the check lasted.", "Run the check again.");
        }
    }

    /// <returns>The file of which a byte was read; null when the cluster has no event log there.</returns>
    private async Task<string?> ReadAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var entries = await _locator.ListAsync(LogLocator.EventLogsOf(cluster.ClusterLogConf!.Destination!, cluster.ClusterId), cancellationToken);
        while (entries.LastOrDefault(entry => entry.IsFolder) is { } folder)
            entries = await _locator.ListAsync(folder.Path, cancellationToken);
        if (entries.LastOrDefault(entry => entry.Size > 0) is not { } file)
            return null;
        try
        {
            await client.Files.ReadAsync(file.Path, 0, new byte[1], cancellationToken);
            return file.Path;
        }
        catch (DatabricksException gone) when (gone.Kind == DatabricksErrorKind.NotFound)
        {
            return null;
        }
    }

    private async Task<DestinationCheck> LookAsync(LogPlace place, CancellationToken cancellationToken)
    {
        foreach (var folder in place.Folders)
        {
            if (await client.Files.ExistsAsync(folder, cancellationToken))
                return Of(place, CheckOutcome.Ok, $"{folder} can be listed; no event log of the latest clusters is there yet.{Undelivered(place)}");
        }

        if (!place.IsVolume)
            return Of(place, CheckOutcome.Warning, $"Nothing has been delivered yet.{Undelivered(place)}");
        return await client.Files.ExistsAsync(place.Name, cancellationToken)
            ? Of(place, CheckOutcome.Warning, $"The volume can be read; nothing has been delivered yet.{Undelivered(place)}")
            : Of(place, CheckOutcome.Failed, "The volume does not exist, or is hidden from us.",
                $"If it exists: {connection.Named(WorkspaceFiles.GrantsOf(place.Name, "<principal>")!)}");
    }

    private static string Undelivered(LogPlace place) =>
        place.Clusters.Select(cluster => cluster.ClusterLogStatus?.LastException).FirstOrDefault(exception => !string.IsNullOrEmpty(exception)) is { } why
            ? $" Databricks could not deliver: {why}"
            : "";

    private DestinationCheck Of(LogPlace place, CheckOutcome outcome, string finding, string mend = "") => new(connection.Name, place.Name, outcome, finding, mend);
}
