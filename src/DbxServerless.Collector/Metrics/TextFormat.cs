namespace DbxServerless.Collector.Metrics;

/// <summary>The text formats of a page.</summary>
internal enum TextFormat
{
    /// <summary>Prometheus text format 0.0.4.</summary>
    Prometheus,

    /// <summary>OpenMetrics 1.0.</summary>
    OpenMetrics,
}
