using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Collection.Scheduling;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Hosting;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using DbxServerless.Collector.Storage.Files;
using DbxServerless.Standalone.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace DbxServerless.Standalone.Hosting;

/// <summary>The collector in one process: engine, folder storage and schedules, and the page beside them.</summary>
internal static class CollectorHost
{
    /// <summary>Collects until it is cancelled, or once.</summary>
    /// <exception cref="CommandFailure">The folder cannot be written, or the port is taken.</exception>
    /// <exception cref="OptionsValidationException">Settings are missing or wrong; a sentence each.</exception>
    public static async Task<int> RunAsync(CollectorPlan plan, CancellationToken cancellationToken)
    {
        await using var services = NewServices(plan);
        // Reading the options validates them, before anything else happens.
        var options = services.GetRequiredService<IOptions<CollectorOptions>>().Value;
        var folder = DataFolder.Create(plan.Data);
        var engine = services.GetRequiredService<CollectionEngine>();
        var ticks = (
            from tick in Enum.GetValues<ScheduleGroup>()
            from scope in services.GetRequiredService<ScopePlan>().Scopes
            select (Group: tick, Scope: scope)).ToList();
        await services.GetRequiredService<SnapshotStore>().RetainAsync(
            services.GetRequiredService<DatasetCatalog>(), services.GetRequiredService<ScopePlan>().Scopes, cancellationToken);
        var where = new List<string>();
        CollectionProgress? progress = null;
        await using var web = plan.Web is null ? null : await WebServer.StartAsync(
            plan.Web,
            new WebEndpoints(services.GetRequiredService<WebAnswers>(), new BearerGate(plan.Web.MetricsToken), () => progress?.IsRoundDone == true),
            cancellationToken);
        if (web is not null)
            where.Add($"metrics at {web.Url}/metrics");
        where.Add($"records in {Path.Combine(folder, "records", "<Table>", "<yyyy-MM-dd>.jsonl")}");

        // The scheduler's first round leaves reconciliations to their schedule.
        var round = ticks.SelectMany(tick => engine.PassesOf(tick.Group, tick.Scope)).Where(pass => plan.Once || pass.Pass == CollectionPass.Incremental);
        progress = new CollectionProgress(round, string.Join(", ", where) + ".", plan.Time);
        engine.Collected += progress.Report;
        foreach (var workspace in options.Workspaces)
            Terminal.Output.WriteLine($"Watching {ScopePlan.NameOf(workspace)} ({workspace.Host}): {string.Join(", ", where)}.");
        if (plan.Web?.IsOpenToOthers == true)
            Terminal.Output.WriteLine("Whoever reaches this machine can read /metrics: set Web__MetricsToken to want a token.");
        if (!plan.Once)
            Terminal.Output.WriteLine("Stop with Ctrl-C.");

        try
        {
            if (plan.Once)
                await Task.WhenAll(ticks.Select(tick => engine.CollectGroupAsync(tick.Group, tick.Scope, cancellationToken)));
            else
                await services.GetRequiredService<CollectionScheduler>().RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }

        if (cancellationToken.IsCancellationRequested)
            Terminal.Output.WriteLine("Stopped.");
        return plan.Once && !progress.IsAllGood ? ExitCode.Failure : ExitCode.Success;
    }

    private static ServiceProvider NewServices(CollectorPlan plan)
    {
        var state = Path.Combine(plan.Data.FullName, "state");
        return new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders().AddProvider(new SentenceLogger(plan.Time)))
            .AddSingleton(plan.Time)
            // Time limits and tokens of connections belong to the real clock, also when the collector's runs faster.
            .AddSingleton<IWorkspaceClients>(services => new WorkspaceClients(TimeProvider.System, services.GetRequiredService<ILoggerFactory>()))
            .AddSingleton<IStateStore>(_ => new FileStateStore(Path.Combine(state, "entities")))
            .AddSingleton<IBlobStore>(_ => new FileBlobStore(Path.Combine(state, "blobs")))
            .AddSingleton<IRecordSinks>(new FolderSinks(plan.Data.FullName))
            .AddDbxServerlessOptions(plan.Settings)
            .AddDbxServerlessMetrics()
            .AddCollection()
            .BuildServiceProvider();
    }
}
