namespace DbxServerless.Collector.Metrics;

/// <summary>One value of a family.</summary>
/// <param name="Family">The family.</param>
/// <param name="Labels">Label values in the order of the family's label names.</param>
/// <param name="Value">The value; ignored when <paramref name="Since"/> or <see cref="Distribution"/> is set.</param>
/// <param name="Since">When set, the value is scrape time minus this, in seconds: ages and lags grow when collection stops.</param>
public sealed record Sample(MetricFamily Family, IReadOnlyList<string> Labels, double Value, DateTimeOffset? Since)
{
    /// <summary>When set, the value is 0 from this instant on: <c>up</c> falls when collection stops.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The buckets of a series of type <see cref="MetricType.Histogram"/>.</summary>
    public Distribution? Distribution { get; init; }
}
