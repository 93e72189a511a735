using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Datasets.Spark;
using DbxServerless.Collector.Harvest.Baselines;
using DbxServerless.Collector.Harvest.State;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>
/// Analyses the logs of archived runs and hands the records to the engine, which commits and delivers them; only then the runs are done. After a
/// crash in between the same records are handed over again, and the engine's ledger knows them.
/// </summary>
internal sealed class RunDelivery(HarvestWorkspace workspace, CollectionEngine engine)
{
    private static readonly HarvestedRuns Runs = new();

    private readonly LogAnalysis _analysis = new(workspace);

    /// <returns>The runs that are delivered, and those whose logs could not be analysed, with the reason.</returns>
    /// <exception cref="HarvestException">The records could not be delivered; all runs stay as they are.</exception>
    public async Task<(IReadOnlyList<HarvestRun> Delivered, IReadOnlyList<(HarvestRun Run, Exception Why)> Failed)> RunAsync(
        IReadOnlyList<HarvestRun> runs, Action<HarvestProgress> report, CancellationToken cancellationToken)
    {
        var failed = new Dictionary<string, Exception>(StringComparer.Ordinal);
        var analysed = new List<SparkRecords>();
        // A log is read once for all its runs.
        foreach (var log in runs.SelectMany(run => run.Logs.Select(log => (Run: run, Log: log))).GroupBy(pair => (pair.Log.ClusterId, pair.Log.ContextId)))
        {
            var users = log.Select(pair => pair.Run).ToList();
            try
            {
                report(new HarvestProgress(users[0].RunId, "analysing"));
                analysed.Add(await _analysis.RunAsync(await NewestAsync([.. log.Select(pair => pair.Log)], cancellationToken), users, cancellationToken));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                foreach (var user in users)
                    failed[user.RunId] = exception;
            }
        }

        var delivered = runs.Where(run => !failed.ContainsKey(run.RunId)).ToList();
        report(new HarvestProgress(runs[0].RunId, "delivering"));
        var comparing = new RunComparing(workspace.Store);
        var records = SparkRecords.Join(analysed);
        records = records with { Applications = await comparing.CompareAsync(runs, records.Applications, cancellationToken) };
        // Records of a log that one of its runs keeps from being done are sent all the same, and not again.
        foreach (var dataset in records.ToCollect().Append(Runs.With([.. delivered.Select(Of)])))
        {
            var outcome = await engine.CollectAsync(dataset, workspace.Scope, CollectionPass.Incremental, cancellationToken);
            if (outcome.Result == CollectionResult.LostRace)
                throw new LostRaceException(outcome.Dataset);
            if (!outcome.IsGood && outcome.Result != CollectionResult.Off)
                throw new HarvestException(outcome.Reason ?? $"The records of {outcome.Dataset} were not delivered.", outcome.Mend ?? "");
        }

        await comparing.KeepAsync(delivered, cancellationToken);
        return (delivered, [.. runs.Where(run => failed.ContainsKey(run.RunId)).Select(run => (run, failed[run.RunId]))]);
    }

    // Of runs that share a log, each saw it when it was its turn; what is archived by now is the most.
    private async Task<HarvestLog> NewestAsync(IReadOnlyList<HarvestLog> seen, CancellationToken cancellationToken)
    {
        var log = seen.MaxBy(log => log.Segments.Count)!;
        if (!log.IsShared || await workspace.Store.LogAsync(log.ClusterId, log.ContextId, cancellationToken) is not { } archived)
            return log with { IsPartial = seen.All(one => one.IsPartial) };
        return log with
        {
            IsPartial = seen.All(one => one.IsPartial),
            Segments = [.. archived.Value.Segments.Keys.OrderBy(name => name == LogFiles.CurrentName).ThenBy(name => name, StringComparer.Ordinal)],
        };
    }

    private HarvestedRun Of(HarvestRun run) => new()
    {
        WorkspaceId = workspace.WorkspaceId,
        JobId = run.JobId,
        RunId = run.RunId,
        LogicalJob = run.LogicalJob,
        Result = run.Result,
        StartTime = run.Start,
        EndTime = run.End,
        Outcome = run.Outcome.ToString(),
        Reason = run.Reason,
        Mend = run.Mend,
        Logs = run.Logs.Count,
        Attempts = run.Attempts,
        DownloadedBytes = run.Bytes,
    };
}
