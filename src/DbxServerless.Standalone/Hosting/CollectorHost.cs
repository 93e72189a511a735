using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Collection.Scheduling;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Harvest;
using DbxServerless.Collector.Hosting;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Standalone.CommandLine;
using DbxServerless.Standalone.Commands;
using Microsoft.Extensions.DependencyInjection;
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
        await using var services = CollectorServices.New(plan);
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
        // What the harvest hands over is told by its own lines.
        var harvested = services.GetRequiredService<DatasetCatalog>().Datasets.Where(dataset => dataset.Info.Schedule is null).Select(dataset => dataset.Info.Name).ToHashSet();
        engine.Collected += outcome =>
        {
            if (!harvested.Contains(outcome.Dataset) || !outcome.IsGood)
                progress.Report(outcome);
        };
        var harvest = services.GetRequiredService<HarvestLoop>();
        harvest.Rounded += round => HarvestText.WriteRound(round, plan.Time);
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
                await Task.WhenAll(services.GetRequiredService<CollectionScheduler>().RunAsync(cancellationToken), harvest.RunAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }

        if (cancellationToken.IsCancellationRequested)
            Terminal.Output.WriteLine("Stopped.");
        return plan.Once && !progress.IsAllGood ? ExitCode.Failure : ExitCode.Success;
    }
}
