using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Datasets;

/// <summary>Families of the page of sliding windows that are about one kind of thing.</summary>
/// <param name="labels">Labels that tell which one, after that of the workspace.</param>
internal sealed class SlidingFamilies(params IReadOnlyList<string> labels)
{
    /// <param name="name">As it stands on the page.</param>
    /// <param name="help">One sentence with the unit and the window.</param>
    /// <param name="more">Labels after those of the thing.</param>
    public MetricFamily New(string name, string help, params IReadOnlyList<string> more) =>
        // Of typed families only summaries may have quantiles.
        new(name, more.Contains("quantile") ? MetricType.Untyped : MetricType.Gauge, help, ["workspace_id", .. labels, .. more])
        {
            Names = MetricNames.Sliding,
        };
}
