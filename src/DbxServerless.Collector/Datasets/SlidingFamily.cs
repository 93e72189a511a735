using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Datasets;

/// <summary>A family of the page of sliding windows, for one job or one pipeline.</summary>
internal static class SlidingFamily
{
    /// <param name="thing">What the series are about, by which the labels of its id and name begin: job or pipeline.</param>
    /// <param name="name">As it stands on the page.</param>
    /// <param name="help">One sentence with the unit and the window.</param>
    /// <param name="more">Labels after those of workspace, id and name.</param>
    public static MetricFamily Of(string thing, string name, string help, params IReadOnlyList<string> more) =>
        // Of typed families only summaries may have quantiles.
        new(name, more.Contains("quantile") ? MetricType.Untyped : MetricType.Gauge, help, ["workspace_id", $"{thing}_id", $"{thing}_name", .. more])
        {
            Names = MetricNames.Sliding,
        };
}
