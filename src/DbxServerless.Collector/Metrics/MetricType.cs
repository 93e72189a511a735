namespace DbxServerless.Collector.Metrics;

/// <summary>The Prometheus type of a family.</summary>
public enum MetricType
{
    /// <summary>No promise: a window under a name that a peer made known (<c>untyped</c>, OpenMetrics <c>unknown</c>).</summary>
    Untyped,

    Gauge,

    /// <summary>Only grows. The family's name ends in <c>_total</c>.</summary>
    Counter,

    /// <summary>Classic histogram with cumulative buckets; <c>_bucket</c>, <c>_sum</c> and <c>_count</c> only grow.</summary>
    Histogram,
}
