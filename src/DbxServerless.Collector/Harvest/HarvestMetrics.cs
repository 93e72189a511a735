using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Harvest;

/// <summary>What the harvest says about runs that are not done.</summary>
public static class HarvestMetrics
{
    private static readonly MetricFamily Open = new(
        "dbxserverless_harvest_open_runs", MetricType.Gauge, "Finished runs whose event logs are still to be harvested: live ones, and older ones of a backfill.", "scope", "kind");

    private static readonly MetricFamily OldestAge = new(
        "dbxserverless_harvest_oldest_run_age_seconds", MetricType.Gauge, "Seconds since the end of the oldest run that is still to be harvested; 0 when there is none.", "scope", "kind");

    /// <summary>Name of the snapshot.</summary>
    internal const string SnapshotName = "harvest";

    /// <summary>All of these families.</summary>
    public static IReadOnlyList<MetricFamily> Families { get; } = [Open, OldestAge];

    internal static IEnumerable<Sample> Of(Scope scope, IReadOnlyList<MarkerName> open)
    {
        foreach (var (kind, isBackfill) in ((string, bool)[])[("live", false), ("backfill", true)])
        {
            var runs = open.Where(marker => marker.IsBackfill == isBackfill).DistinctBy(marker => marker.RunId).ToList();
            yield return Open.Sample(runs.Count, scope.ToString(), kind);
            yield return runs.Count == 0 ? OldestAge.Sample(0, scope.ToString(), kind) : OldestAge.Age(runs.Min(run => run.End), scope.ToString(), kind);
        }
    }
}
