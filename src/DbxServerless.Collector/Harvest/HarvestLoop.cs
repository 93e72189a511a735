using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Datasets;
using DbxServerless.Databricks;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Harvest;

/// <summary>Runs the harvest in one process: looks for runs every minute, archives several at once, delivers them in batches.</summary>
public sealed class HarvestLoop(HarvestEngine engine, TimeProvider time, ILogger<HarvestLoop> logger)
{
    // So few that runs which end meanwhile need not wait for the whole of a backfill.
    private const int RoundSize = 200;
    private const int BatchSize = 25;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetainEvery = TimeSpan.FromHours(6);

    /// <summary>Tells what a round came to that had anything to do.</summary>
    public event Action<HarvestRound>? Rounded;

    /// <summary>Harvests all workspaces until it is cancelled; then it returns.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(engine.Workspaces.Select(workspace => RunAsync(workspace, cancellationToken)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Harvests what is due, or everything that is open, and each run once.</summary>
    /// <returns>What became of each.</returns>
    public async Task<HarvestRound> DrainAsync(Scope workspace, bool evenWaiting, Action<HarvestProgress>? report, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var all = new HarvestRound(workspace, []);
        while (await RoundAsync(workspace, evenWaiting, seen, report, cancellationToken) is { Steps.Count: > 0 } round)
            all = all with { Steps = [.. all.Steps, .. round.Steps] };
        return all;
    }

    /// <summary>Archives and delivers one run.</summary>
    public async Task<HarvestStep> HarvestAsync(Scope workspace, string runId, Action<HarvestProgress>? report, CancellationToken cancellationToken)
    {
        var step = await engine.ArchiveAsync(workspace, runId, report, cancellationToken);
        return step is { State: HarvestState.Archived, Continues: true }
            ? (await engine.DeliverAsync(workspace, [runId], report, cancellationToken)).FirstOrDefault(step)
            : step;
    }

    private async Task RunAsync(Scope workspace, CancellationToken cancellationToken)
    {
        var retained = DateTimeOffset.MinValue;
        while (true)
        {
            try
            {
                await engine.DiscoverAsync(workspace, since: null, cancellationToken);
                while ((await RoundAsync(workspace, evenWaiting: false, [], report: null, cancellationToken)).Steps.Count >= RoundSize)
                    await engine.DiscoverAsync(workspace, since: null, cancellationToken);
                if (time.GetUtcNow() - retained >= RetainEvery)
                {
                    await engine.RetainAsync(workspace, cancellationToken);
                    retained = time.GetUtcNow();
                }
            }
            catch (DatabricksException exception)
            {
                logger.Interrupted(workspace.ToString(), exception.Reason, exception.Mend);
            }
            catch (LostRaceException)
            {
                // Another process looks at the same workspace.
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.Failed(exception, workspace.ToString());
            }

            await Task.Delay(Every, time, cancellationToken);
        }
    }

    private async Task<HarvestRound> RoundAsync(
        Scope workspace, bool evenWaiting, HashSet<string> seen, Action<HarvestProgress>? report, CancellationToken cancellationToken)
    {
        var due = await engine.DueAsync(workspace, RoundSize + seen.Count, evenWaiting, cancellationToken);
        var runs = due.Select(item => item.RunId).Where(seen.Add).ToList();
        var batch = new HarvestBatch(engine, workspace, BatchSize, report);
        await Parallel.ForEachAsync(
            runs, new ParallelOptions { MaxDegreeOfParallelism = engine.ConcurrentRuns, CancellationToken = cancellationToken },
            async (runId, token) => await batch.AddAsync(await engine.ArchiveAsync(workspace, runId, report, token), token));
        await batch.FlushAsync(cancellationToken);
        await engine.PublishAsync(workspace, cancellationToken);
        var round = new HarvestRound(workspace, batch.Steps);
        if (round.Steps.Count > 0)
            Rounded?.Invoke(round);
        return round;
    }
}
