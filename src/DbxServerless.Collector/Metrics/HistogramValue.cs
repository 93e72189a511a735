namespace DbxServerless.Collector.Metrics;

/// <summary>What a classic histogram has observed.</summary>
/// <param name="Counts">Observations in each bucket alone (not cumulative): one for each of the family's bounds, and the last one for +Inf.</param>
/// <param name="Sum">Sum of what was observed.</param>
public sealed record HistogramValue(IReadOnlyList<long> Counts, double Sum);
