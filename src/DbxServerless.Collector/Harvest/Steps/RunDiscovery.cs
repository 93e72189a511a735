using System.Globalization;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Datasets.Jobs;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Databricks.Jobs;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>Finds the runs that ended since the last look, and puts them into the ledger.</summary>
internal sealed class RunDiscovery(HarvestWorkspace workspace)
{
    // A run may show in the list a little after its end.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(15);

    // What ended longer ago lets live runs go first.
    private static readonly TimeSpan LiveFor = TimeSpan.FromHours(2);

    /// <summary>
    /// Looks from the last look on, or from an instant on when that is given. Whoever asks for the past also gets another try at what could not be
    /// read when it was its turn.
    /// </summary>
    /// <returns>How many runs are new, had ended anew after a repair, or are tried again.</returns>
    public async Task<int> RunAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var known = await workspace.Store.DiscoveryAsync(cancellationToken);
        var started = workspace.Now;
        var from = since ?? (known is null ? started.AddDays(-workspace.Options.BackfillDays) : known.Value.Cursor - Overlap);
        var found = 0;
        await foreach (var run in workspace.Client.Jobs.ListEndedSinceAsync(from, withTasks: true, cancellationToken))
        {
            if (await TakeUpAsync(run, triesAgain: since is not null, cancellationToken))
                found++;
        }

        // Whoever looks at the last days alone must not move the cursor over what nobody has looked at.
        if (known is null || from <= known.Value.Cursor)
            await workspace.Store.SaveAsync(new Discovery(started), known?.ETag, cancellationToken);
        return found;
    }

    /// <summary>Puts one run into the ledger, or opens it anew when it ended again.</summary>
    /// <exception cref="HarvestException">The run has not ended.</exception>
    public async Task TakeUpAsync(string runId, CancellationToken cancellationToken)
    {
        var info = await workspace.Client.Jobs.GetRunAsync(runId, cancellationToken);
        if (info.EndTime == 0)
            throw new HarvestException($"The run {runId} has not ended.", "Harvest it when it has.");
        await TakeUpAsync(info, triesAgain: false, cancellationToken);
    }

    private async Task<bool> TakeUpAsync(Run info, bool triesAgain, CancellationToken cancellationToken)
    {
        var id = Id(info.RunId);
        var known = await workspace.Store.RunAsync(id, cancellationToken);
        var end = Instant(info.EndTime);
        if (known is not null && known.Value.End >= end && !(triesAgain && WasNotRead(known.Value)))
        {
            // A crash may have come between the entry and its mark.
            if (known.Value.State != HarvestState.Done)
                await workspace.Store.MarkAsync(known.Value, cancellationToken);
            return false;
        }

        if (info.HasMore)
            info = await workspace.Client.Jobs.GetRunAsync(id, cancellationToken);
        var now = workspace.Now;
        var due = end + workspace.Lag;
        var run = new HarvestRun
        {
            RunId = id,
            JobId = Id(info.JobId),
            LogicalJob = LogicalJobName.Of(info.RunType == "JOB_RUN" ? info.RunName : null, info.RunName).Name,
            Start = Instant(info.StartTime),
            End = end,
            Result = info.State?.ResultState,
            Tasks = TasksOf(info),
            IsBackfill = end < now - LiveFor,
            NextTry = due > now ? due : now,
            Discovered = now,
        };
        try
        {
            await workspace.Store.SaveAsync(run, known, cancellationToken);
            return true;
        }
        catch (LostRaceException)
        {
            return false;
        }
    }

    private static bool WasNotRead(HarvestRun run) => run is { State: HarvestState.Done, Outcome: HarvestOutcome.NotAssessed or HarvestOutcome.GivenUp };

    // A run in the older format is its only task.
    private static IReadOnlyList<HarvestTask> TasksOf(Run run) => run.Tasks.Count > 0
        ? [.. run.Tasks.Select(task => Task(task.TaskKey, task.RunId, task.ClusterInstance, task.EndTime))]
        : [Task("", run.RunId, run.ClusterInstance, run.EndTime)];

    private static HarvestTask Task(string key, long id, ClusterInstance? cluster, long end) =>
        new(key, Id(id), cluster?.ClusterId, cluster?.SparkContextId is { Length: > 0 } context ? context : null, Instant(end));

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
