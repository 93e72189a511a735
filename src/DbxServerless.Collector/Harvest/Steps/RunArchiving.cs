using System.Globalization;
using System.Runtime.CompilerServices;
using DbxServerless.Collector.Harvest.DriverLogs;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Databricks.Clusters;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>Finds the logs of one run, waits until they are ready, and archives them.</summary>
internal sealed class RunArchiving(HarvestWorkspace workspace, LogTurns turns, ILogger logger)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(2);

    private readonly LogLocator _locator = new(workspace.Client);
    private readonly LogReadiness _readiness = new(workspace);

    /// <returns>The run as it is now: archived, or with the time to look again.</returns>
    public async Task<HarvestRun> RunAsync(HarvestRun run, Action<HarvestProgress> report, CancellationToken cancellationToken)
    {
        report(new HarvestProgress(run.RunId, "looking for logs"));
        var found = new List<FoundLog>();
        var problems = new List<HarvestException>();
        string? waits = null;
        foreach (var cluster in run.Tasks.Where(task => task.ClusterId is not null).GroupBy(task => task.ClusterId!))
        {
            try
            {
                await foreach (var log in FindAsync(run, cluster.Key, [.. cluster], cancellationToken))
                {
                    found.Add(log);
                    waits ??= log.Readiness.IsReady ? null : log.Readiness.Why;
                }
            }
            catch (HarvestException problem)
            {
                problems.Add(problem);
            }
        }

        if (waits is not null)
            return run with { NextTry = workspace.Now + LookAgain, Reason = waits, Mend = null };
        var bytes = run.Bytes;
        var logs = new List<HarvestLog>();
        var total = found.Sum(log => log.Files.All.Sum(file => file.Size));
        var done = 0L;
        foreach (var log in found)
        {
            using var turn = await turns.TakeAsync(log.ClusterId, log.ContextId, cancellationToken);
            var archiving = new LogArchiving(workspace, log.ClusterId, log.ContextId, count =>
            {
                bytes += count;
                done += count;
                report(new HarvestProgress(run.RunId, "downloading", done, total));
            });
            var segments = log.Files.IsEmpty
                ? await ArchivedBeforeAsync(log, cancellationToken)
                : await archiving.RunAsync(log.Files, log.Head, cancellationToken);
            logs.Add(new HarvestLog(log.ClusterId, log.ContextId, segments, log.IsShared, log.Readiness.IsPartial));
            if (log.Readiness.IsPartial)
                problems.Add(new HarvestException(log.Readiness.Why!, ""));
        }

        await new DriverTails(workspace, logger).RunAsync(run, cancellationToken);
        if (problems.Count > 0)
            logger.NotWhole(run.RunId, problems[0].Reason, problems[0].Mend);
        return run with
        {
            State = HarvestState.Archived,
            Outcome = logs.Count > 0 ? problems.Count > 0 ? HarvestOutcome.Partial : HarvestOutcome.Harvested
                : problems.Count > 0 ? HarvestOutcome.NotAssessed
                : HarvestOutcome.NoLog,
            Logs = logs,
            Bytes = bytes,
            NextTry = workspace.Now,
            Attempts = 0,
            Reason = problems.FirstOrDefault()?.Reason,
            Mend = problems.FirstOrDefault()?.Mend is { Length: > 0 } mend ? mend : null,
        };
    }

    private async IAsyncEnumerable<FoundLog> FindAsync(
        HarvestRun run, string clusterId, IReadOnlyList<HarvestTask> tasks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cluster = await _locator.ClusterAsync(clusterId, cancellationToken)
            ?? throw new HarvestException($"Databricks no longer knows the cluster {clusterId}.", "Runs can be harvested for 60 days after their cluster's end.");
        if (cluster.ClusterLogConf?.Destination is not { } destination)
        {
            throw new HarvestException(
                $"The cluster '{cluster.ClusterName}' ({clusterId}) delivers no logs to where they can be read.",
                "Set cluster_log_conf of the cluster, of the job's clusters or of their policy to a Unity Catalog volume or a DBFS path.");
        }

        var folders = await _locator.ContextsAsync(destination, clusterId, cancellationToken);
        // Clusters that jobs make are for one run.
        var isShared = cluster.ClusterSource != "JOB";
        foreach (var context in ContextsOf(cluster, tasks, isShared, folders.Keys))
        {
            var end = tasks.Where(task => (task.ContextId ?? context) == context).Select(task => task.End).DefaultIfEmpty(run.End).Max();
            yield return await LookAsync(cluster, context, folders.GetValueOrDefault(context), isShared, end, cancellationToken);
        }
    }

    /// <summary>Who did not learn its context has all of a cluster that was made for it, and of another one the context that it has now.</summary>
    private static IReadOnlyList<string> ContextsOf(Cluster cluster, IReadOnlyList<HarvestTask> tasks, bool isShared, IEnumerable<string> delivered)
    {
        var known = tasks.Select(task => task.ContextId).OfType<string>().Distinct().ToList();
        if (known.Count > 0 && (isShared || tasks.All(task => task.ContextId is not null)))
            return known;
        return isShared ? [cluster.SparkContextId.ToString(CultureInfo.InvariantCulture)] : [.. known.Union(delivered)];
    }

    private async Task<FoundLog> LookAsync(
        Cluster cluster, string context, string? folder, bool isShared, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var files = folder is null ? LogFiles.Of([]) : await _locator.FilesAsync(folder, cancellationToken);
        if (!files.IsEmpty)
        {
            var head = await LogArchiving.HeadAsync(workspace.Client, files, cancellationToken);
            return new FoundLog(cluster.ClusterId, context, files, head, isShared, await _readiness.JudgeAsync(cluster, context, files, head, end, cancellationToken));
        }

        var why = $"The log of the Spark context {context} of the cluster {cluster.ClusterId} is not at {cluster.ClusterLogConf?.Destination}.";
        var archived = await workspace.Store.LogAsync(cluster.ClusterId, context, cancellationToken) is { Value.Segments.Count: > 0 };
        if (workspace.Now < end + workspace.Wait || archived)
            return new FoundLog(cluster.ClusterId, context, files, null, isShared, new Readiness(archived, archived, why));
        throw new HarvestException(why, cluster.ClusterLogStatus?.LastException is { Length: > 0 } exception
            ? $"Databricks could not deliver it: {exception}"
            : "Look whether it was deleted, and whether the cluster lived long enough to deliver it.");
    }

    private async Task<IReadOnlyList<string>> ArchivedBeforeAsync(FoundLog log, CancellationToken cancellationToken) =>
    [
        .. (await workspace.Store.LogAsync(log.ClusterId, log.ContextId, cancellationToken))!.Value.Segments.Keys
            .OrderBy(name => name == LogFiles.CurrentName).ThenBy(name => name, StringComparer.Ordinal),
    ];
}
