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

    private static readonly MetricFamily Failures = new(
        "dbxserverless_harvest_failed_tries_total", MetricType.Counter,
        "Tries to harvest a run that failed, by what kind of failure it was; what waits for its log has not failed. Runs that were given up: databricks_spark_harvested_runs_total.",
        "scope", "reason");

    /// <summary>Name of the snapshot.</summary>
    internal const string SnapshotName = "harvest";

    /// <summary>All of these families.</summary>
    public static IReadOnlyList<MetricFamily> Families { get; } = [Open, OldestAge, Failures];

    internal static IEnumerable<Sample> Of(Scope scope, IReadOnlyList<MarkerName> open, FailureCounts failures)
    {
        foreach (var (kind, isBackfill) in ((string, bool)[])[("live", false), ("backfill", true)])
        {
            var runs = open.Where(marker => marker.IsBackfill == isBackfill).DistinctBy(marker => marker.RunId).ToList();
            yield return Open.Sample(runs.Count, scope.ToString(), kind);
            yield return runs.Count == 0 ? OldestAge.Sample(0, scope.ToString(), kind) : OldestAge.Age(runs.Min(run => run.End), scope.ToString(), kind);
        }

        foreach (var (reason, count) in failures.ByReason)
            yield return Failures.Sample(count, scope.ToString(), reason);
    }
}
