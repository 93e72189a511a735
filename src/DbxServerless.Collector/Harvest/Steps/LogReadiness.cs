using System.Globalization;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Clusters;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>
/// Judges whether a log holds all of a run: events later than its end and the lag, or the cluster is gone and the last delivery is there.
/// A rolled file may appear after the file that follows it; then it is waited for.
/// </summary>
internal sealed class LogReadiness(HarvestWorkspace workspace)
{
    // So many lags after a cluster's end its last delivery has taken place, whatever the times of the files say.
    private const int LastDelivery = 4;

    public async Task<Readiness> JudgeAsync(
        Cluster cluster, string contextId, LogFiles files, LogHead? head, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var why = await LacksAsync(cluster, contextId, files, head, end, cancellationToken);
        var isOver = workspace.Now >= end + workspace.Wait;
        return new Readiness(why is null || isOver, why is not null && isOver, why);
    }

    private async Task<string?> LacksAsync(
        Cluster cluster, string contextId, LogFiles files, LogHead? head, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var now = workspace.Now;
        if (head?.Rollover is { } rollover && rollover > files.Rolled.Count)
            return $"{rollover - files.Rolled.Count} of {rollover} rolled files are not delivered yet.";
        if (GoneSince(cluster, contextId, end) is { } gone)
        {
            if (now < gone + workspace.Lag)
                return "The cluster has just ended.";
            return files.Modified < gone && now < gone + LastDelivery * workspace.Lag ? "The last delivery of the cluster has not taken place yet." : null;
        }

        var needed = end + workspace.Lag;
        return files.Current is { Size: > 0 } current && !(current.Modified < needed)
            && await LogTail.LatestEventAsync(workspace.Client, current, cancellationToken) >= needed
                ? null
                : "The log does not reach beyond the run's end yet.";
    }

    /// <summary>Since when nothing more is written; null while the driver lives.</summary>
    private static DateTimeOffset? GoneSince(Cluster cluster, string contextId, DateTimeOffset end)
    {
        // The cluster has begun another life: this one ended before.
        if (cluster.SparkContextId != 0 && cluster.SparkContextId.ToString(CultureInfo.InvariantCulture) != contextId)
            return end;
        return cluster.State is "TERMINATED" or "TERMINATING" or "ERROR" ? Instants.Of(cluster.TerminatedTime) ?? end : null;
    }
}
