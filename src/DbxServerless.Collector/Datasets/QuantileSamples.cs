using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets;

/// <summary>Rows with the columns <c>p50</c>, <c>p95</c> and <c>p99</c> as samples of a family whose last label is <c>quantile</c>.</summary>
internal static class QuantileSamples
{
    public static IEnumerable<Sample> Quantiles(this MetricFamily family, SqlRow row, params string[] labels)
    {
        // Dashboards made for the exporter of the sliding names filter by its spelling.
        yield return family.Sample(row.RequiredDouble("p50"), [.. labels, family.Names == MetricNames.Sliding ? "0.50" : "0.5"]);
        yield return family.Sample(row.RequiredDouble("p95"), [.. labels, "0.95"]);
        yield return family.Sample(row.RequiredDouble("p99"), [.. labels, "0.99"]);
    }
}
