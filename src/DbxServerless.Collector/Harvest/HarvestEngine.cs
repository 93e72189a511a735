using System.Collections.Concurrent;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Harvest.Baselines;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Collector.Harvest.Steps;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DbxServerless.Collector.Harvest;

/// <summary>
/// The steps of the harvest. Each is small, may be repeated, and takes and gives references only; whoever hosts them decides when and how many
/// at once. For a workspace: <see cref="DiscoverAsync"/>, then for what <see cref="DueAsync"/> names <see cref="ArchiveAsync"/> run by run, then
/// <see cref="DeliverAsync"/> with as many archived runs as are at hand.
/// </summary>
public sealed class HarvestEngine(
    IOptions<CollectorOptions> options,
    ScopePlan plan,
    IWorkspaceClients clients,
    IStateStore states,
    IBlobStore blobs,
    CollectionEngine engine,
    ISnapshotPublisher publisher,
    TimeProvider time,
    ILogger<HarvestEngine> logger)
{
    private readonly ConcurrentDictionary<Scope, LogTurns> _turns = new();
    private readonly LeaseHolder _holder = LeaseHolder.New();

    /// <summary>The workspaces whose runs are harvested; none when the harvest is switched off.</summary>
    public IReadOnlyList<Scope> Workspaces { get; } =
        options.Value.Harvest.Enabled ? [.. plan.Scopes.Where(scope => scope.Kind == ScopeKind.Workspace)] : [];

    /// <summary>Runs of one workspace that may be archived at the same time.</summary>
    public int ConcurrentRuns => options.Value.Harvest.ConcurrentRuns;

    /// <summary>Looks for runs that ended since the last look, or since an instant: a backfill, which also tries again what could not be read.</summary>
    /// <returns>How many were not known, or are tried again.</returns>
    /// <exception cref="Databricks.DatabricksException">The runs may not be listed, or the workspace cannot be reached.</exception>
    /// <exception cref="LostRaceException">Another process looked at the same time.</exception>
    public async Task<int> DiscoverAsync(Scope workspace, DateTimeOffset? since, CancellationToken cancellationToken) =>
        await new RunDiscovery(await OfAsync(workspace, cancellationToken)).RunAsync(since, cancellationToken);

    /// <summary>Makes one run due now, whether it is known or not and whatever became of it.</summary>
    /// <exception cref="Databricks.DatabricksException">There is no such run.</exception>
    /// <exception cref="InvalidOperationException">The run has not ended.</exception>
    public async Task TakeUpAsync(Scope workspace, string runId, CancellationToken cancellationToken)
    {
        var context = await OfAsync(workspace, cancellationToken);
        try
        {
            await new RunDiscovery(context).TakeUpAsync(runId, cancellationToken);
        }
        catch (HarvestException exception)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }

        if (await context.Store.RunAsync(runId, cancellationToken) is { Value: var run } known)
            await context.Store.SaveAsync(run with { State = HarvestState.Found, IsBackfill = false, NextTry = context.Now, Attempts = 0 }, known, cancellationToken);
    }

    /// <summary>Runs that are due, live ones first.</summary>
    /// <param name="most">No more than that many.</param>
    /// <param name="evenWaiting">Also those whose time to try again has not come.</param>
    public async Task<IReadOnlyList<HarvestItem>> DueAsync(Scope workspace, int most, bool evenWaiting, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await StoreOf(workspace).OpenAsync(cancellationToken)
            .Where(marker => evenWaiting || marker.Due <= now)
            .Take(most)
            .Select(marker => new HarvestItem(workspace.Name, marker.RunId, marker.Due, marker.IsBackfill))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Finds, awaits, downloads and archives the logs of one run. Throws only when it is cancelled.</summary>
    public async Task<HarvestStep> ArchiveAsync(Scope workspace, string runId, Action<HarvestProgress>? report, CancellationToken cancellationToken)
    {
        var store = StoreOf(workspace);
        if (await store.RunAsync(runId, cancellationToken) is not { } known)
            return new HarvestStep(runId, HarvestState.Done, HarvestOutcome.Pending, null);
        if (known.Value.State == HarvestState.Done)
        {
            // A crash came between the run and its marks.
            await store.KeepAsync(known.Value, cancellationToken);
            await store.UnmarkAllAsync(runId, cancellationToken);
        }

        if (known.Value.State != HarvestState.Found)
            return StepOf(known.Value);
        HarvestRun next;
        try
        {
            var context = await OfAsync(workspace, cancellationToken);
            next = await new RunArchiving(context, _turns.GetOrAdd(workspace, _ => new LogTurns()), logger).RunAsync(known.Value, report ?? (_ => { }), cancellationToken);
        }
        catch (Exception exception) when (exception is LostRaceException or LogHeldException)
        {
            return StepOf(known.Value) with { LostRace = true, Reason = exception.Message };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await store.CountFailuresAsync([Failure.KindOf(exception)], cancellationToken);
            next = Failed(known.Value, exception, Failure.Of);
        }

        return await TrySaveAsync(store, next, known, cancellationToken);
    }

    /// <summary>
    /// Analyses the logs of archived runs and delivers the records. Runs that are not archived are left out. Many at once are one commit.
    /// Throws only when it is cancelled.
    /// </summary>
    public async Task<IReadOnlyList<HarvestStep>> DeliverAsync(
        Scope workspace, IReadOnlyList<string> runIds, Action<HarvestProgress>? report, CancellationToken cancellationToken)
    {
        var store = StoreOf(workspace);
        var known = new Dictionary<string, Versioned<HarvestRun>>(StringComparer.Ordinal);
        foreach (var runId in runIds)
        {
            if (await store.RunAsync(runId, cancellationToken) is { Value.State: HarvestState.Archived } run)
                known[runId] = run;
        }

        if (known.Count == 0)
            return [];
        var runs = known.Values.Select(run => run.Value).ToList();
        List<HarvestRun> next;
        Exception? undelivered = null;
        try
        {
            var (delivered, failed) = await new RunDelivery(await OfAsync(workspace, cancellationToken), engine).RunAsync(runs, report ?? (_ => { }), cancellationToken);
            await store.CountFailuresAsync([.. failed.Select(pair => Failure.KindOf(pair.Why))], cancellationToken);
            next = [.. delivered.Select(run => run with { State = HarvestState.Done }), .. failed.Select(pair => Failed(pair.Run, pair.Why, Failure.Of))];
        }
        catch (LostRaceException)
        {
            return [.. runs.Select(run => StepOf(run) with { LostRace = true })];
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await store.CountFailuresAsync([.. runs.Select(_ => Failure.KindOf(exception))], cancellationToken);
            next = [.. runs.Select(run => Failed(run, exception, Failure.OfDelivery))];
            undelivered = exception;
        }

        var steps = new List<HarvestStep>();
        foreach (var run in next)
            steps.Add(await TrySaveAsync(store, run, known[run.RunId], cancellationToken));
        if (undelivered is null)
            return steps;
        var (reason, mend) = Failure.Why(undelivered);
        return [.. steps.Select(step => step with { Reason = reason, Mend = mend })];
    }

    /// <summary>Makes runs that are done due for another analysis of their archived logs, for rules that came later.</summary>
    /// <param name="since">The day of their end from which on.</param>
    /// <returns>How many.</returns>
    public async Task<int> ReopenAsync(Scope workspace, DateOnly since, CancellationToken cancellationToken)
    {
        var store = StoreOf(workspace);
        var count = 0;
        await foreach (var (day, runId) in store.DoneAsync(cancellationToken))
        {
            if (day < since || await store.RunAsync(runId, cancellationToken) is not { Value: { State: HarvestState.Done, Logs.Count: > 0 } run } known)
                continue;
            await RunComparing.ReconsiderAsync(store, runId, cancellationToken);
            await store.SaveAsync(run with { State = HarvestState.Archived, IsBackfill = true, NextTry = time.GetUtcNow() }, known, cancellationToken);
            count++;
        }

        return count;
    }

    /// <summary>Publishes how many runs wait, and for how long, and what failed so far.</summary>
    public async Task PublishAsync(Scope workspace, CancellationToken cancellationToken)
    {
        var store = StoreOf(workspace);
        var open = await store.OpenAsync(cancellationToken).ToListAsync(cancellationToken);
        var samples = HarvestMetrics.Of(workspace, open, await store.FailuresAsync(cancellationToken));
        await publisher.PublishAsync(new Snapshot(HarvestMetrics.SnapshotName, workspace, time.GetUtcNow(), [.. samples]), cancellationToken);
    }

    /// <summary>Deletes archived logs that were kept for long enough, and forgets their runs.</summary>
    /// <returns>How many runs were forgotten.</returns>
    public async Task<int> RetainAsync(Scope workspace, CancellationToken cancellationToken) =>
        await new Retention(StoreOf(workspace)).RunAsync(time.GetUtcNow().AddDays(-options.Value.Harvest.ArchiveDays), cancellationToken);

    private async Task<HarvestStep> TrySaveAsync(HarvestStore store, HarvestRun next, Versioned<HarvestRun> known, CancellationToken cancellationToken)
    {
        try
        {
            await store.SaveAsync(next, known, cancellationToken);
            if (next.State == HarvestState.Done)
            {
                await store.KeepAsync(next, cancellationToken);
                await store.UnmarkAsync(next, cancellationToken);
            }

            return StepOf(next);
        }
        catch (LostRaceException)
        {
            return StepOf(next) with { LostRace = true };
        }
    }

    private HarvestRun Failed(HarvestRun run, Exception exception, Func<HarvestRun, Exception, DateTimeOffset, int, HarvestRun> next)
    {
        var failed = next(run, exception, time.GetUtcNow(), options.Value.Harvest.MaxAttempts);
        var (reason, mend) = Failure.Why(exception);
        if (failed.Outcome == HarvestOutcome.GivenUp && run.Outcome != HarvestOutcome.GivenUp)
            logger.GivenUp(run.RunId, failed.Attempts, reason, mend);
        else
            logger.TriedAgain(run.RunId, failed.NextTry, reason, mend);
        return failed;
    }

    private HarvestStep StepOf(HarvestRun run) => new(run.RunId, run.State, run.Outcome, run.NextTry > time.GetUtcNow() ? run.NextTry : null)
    {
        Reason = run.Reason,
        Mend = run.Mend,
    };

    private HarvestStore StoreOf(Scope workspace) => new(states, blobs, workspace.Name);

    private async Task<HarvestWorkspace> OfAsync(Scope workspace, CancellationToken cancellationToken)
    {
        var client = clients.For(plan.ReaderOf(workspace));
        var id = await WorkspaceIds.OfAsync(options.Value, workspace, client, cancellationToken);
        return new HarvestWorkspace(workspace, id, client, StoreOf(workspace), options.Value.Harvest, options.Value.Billing, time, _holder);
    }
}
