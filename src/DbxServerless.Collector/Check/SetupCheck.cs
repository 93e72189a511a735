using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Datasets.Spark;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Check;

/// <summary>Tells, in less than a minute, whether settings and grants suffice: every workspace's connection, then every dataset's tables and endpoints.</summary>
/// <param name="options">The settings, validated.</param>
/// <param name="catalog">The datasets.</param>
/// <param name="connect">Makes a client.</param>
/// <param name="time">The clock.</param>
public sealed class SetupCheck(CollectorOptions options, DatasetCatalog catalog, Func<WorkspaceConnection, WorkspaceClient> connect, TimeProvider time)
{
    /// <summary>After this the answers that are still missing are given up.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(50);

    /// <summary>Checks everything. What does not work is a finding, not an exception.</summary>
    public async Task<CheckReport> RunAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var plan = new ScopePlan(options);
        var workspaces = options.Workspaces.Select(workspace => new CheckedWorkspace(workspace, options, connect)).ToList();
        try
        {
            await Task.WhenAll(workspaces.Select(workspace => workspace.ConnectAsync(both.Token)));
            // Beside the tables: it asks REST alone.
            var delivering = Task.WhenAll(
                from workspace in workspaces
                where options.Harvest.Enabled && workspace.Connection.Works
                select workspace.CheckDeliveryAsync(both.Token));
            var datasets = await Task.WhenAll(
                from dataset in catalog.Datasets
                from scope in plan.Scopes
                where scope.Kind == dataset.Info.Scope
                let reader = workspaces.Find(workspace => workspace.Settings == plan.ReaderOf(scope))!
                select CheckAsync(dataset, scope, reader, both.Token));
            var visibility = await Task.WhenAll(
                from workspace in workspaces
                where workspace.Connection.Works
                from kind in VisibleObjects.Kinds
                select workspace.CompareAsync(kind, both.Token));
            var delivery = await delivering;
            cancellationToken.ThrowIfCancellationRequested();
            return new CheckReport([.. workspaces.SelectMany(workspace => workspace.Connection.Steps)], datasets, visibility)
            {
                Delivery = [.. delivery.SelectMany(checks => checks.Delivery)],
                Destinations = [.. delivery.SelectMany(checks => checks.Destinations)],
            };
        }
        finally
        {
            foreach (var workspace in workspaces)
                await workspace.DisposeAsync();
        }
    }

    private async Task<DatasetCheck> CheckAsync(Dataset dataset, Scope scope, CheckedWorkspace reader, CancellationToken cancellationToken)
    {
        var name = dataset.Info.Name;
        if (options.Datasets.TryGetValue(name, out var switches) && !switches.Enabled)
            return new DatasetCheck(name, scope, CheckOutcome.Off, $"Switched off by Datasets__{name}__Enabled.");
        if (dataset.Info.Schedule is null && !options.Harvest.Enabled)
            return new DatasetCheck(name, scope, CheckOutcome.Off, "Switched off by Harvest__Enabled.");
        if (!reader.Connection.Works)
            return new DatasetCheck(name, scope, CheckOutcome.Skipped, $"The connection to {reader.Connection.Name}, which reads it, does not work.");
        if (SparkLogs.AreOf(dataset.Info))
            return OfLogs(name, scope, await reader.CheckDeliveryAsync(cancellationToken));

        var probes = await Task.WhenAll(dataset.Info.SystemTables.Select(table => reader.ProbeAsync(table, cancellationToken)));
        if (probes.FirstOrDefault(probe => probe.Failure is not null) is { Failure: { } failure } failed)
        {
            var others = probes.Where(probe => probe.Failure is not null && probe != failed).Select(probe => probe.Table).ToList();
            return new DatasetCheck(name, scope, CheckOutcome.Failed,
                $"{failed.Table} cannot be read: {failure.Reason}{(others.Count > 0 ? $" Nor can {string.Join(" and ", others)}." : "")}",
                reader.Connection.Named(failure.Mend));
        }

        var untried = new List<string>();
        foreach (var endpoint in dataset.Info.Endpoints)
        {
            var probe = await reader.ProbeEndpointAsync(endpoint, cancellationToken);
            if (probe.Failure is { } refused)
                return new DatasetCheck(name, scope, CheckOutcome.Failed, $"{endpoint} cannot be read: {refused.Reason}", reader.Connection.Named(refused.Mend));
            if (probe.HadNothing)
                untried.Add(endpoint);
        }

        if (untried.Count > 0)
            return new DatasetCheck(name, scope, CheckOutcome.Ok, $"Nothing to try {string.Join(" and ", untried)} with: the workspace shows none that it could be asked for.");

        // The first table is the one whose rows the dataset is about; the others only add to them.
        return probes is [{ WhyEmpty: { } why } main, ..]
            ? new DatasetCheck(name, scope, CheckOutcome.Warning, $"{main.Table} can be read and is empty: {why}")
            : new DatasetCheck(name, scope, CheckOutcome.Ok);
    }

    // By whichever endpoint leads to where the logs are.
    private static DatasetCheck OfLogs(string name, Scope scope, LogDeliveryChecks logs)
    {
        if (logs.Destinations.Count == 0)
        {
            return logs.Delivery.Any(check => check.Outcome == CheckOutcome.Skipped)
                ? new DatasetCheck(name, scope, CheckOutcome.Ok)
                : new DatasetCheck(name, scope, CheckOutcome.Warning, "Nothing delivers logs to where they can be read.");
        }

        var first = logs.Destinations[0];
        return logs.Destinations.All(place => place.Outcome == CheckOutcome.Failed)
            ? new DatasetCheck(name, scope, CheckOutcome.Failed, $"The logs at {first.Place} cannot be read: {first.Finding}", first.Mend)
            : new DatasetCheck(name, scope, CheckOutcome.Ok);
    }
}
