namespace DbxServerless.Collector.Metrics;

/// <summary>Which families a page shows (<c>/metrics?names=…</c>).</summary>
public enum MetricNames
{
    /// <summary>The product's own page.</summary>
    Product,

    /// <summary>The names, labels and windows of the peer whose dashboards ask for <c>…_sliding</c> names.</summary>
    Sliding,
}
