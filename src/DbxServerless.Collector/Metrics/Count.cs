namespace DbxServerless.Collector.Metrics;

/// <summary>What one final record adds to one counter or histogram series.</summary>
public sealed record Count(MetricFamily Family, IReadOnlyList<string> Labels, double Amount)
{
    /// <summary>Many observations of a histogram at once; null for one of <see cref="Amount"/>.</summary>
    public Distribution? Observed { get; init; }
}
