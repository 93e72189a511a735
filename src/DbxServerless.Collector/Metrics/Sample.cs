namespace DbxServerless.Collector.Metrics;

/// <summary>One value of a family.</summary>
/// <param name="Family">The family.</param>
/// <param name="Labels">Label values in the order of the family's label names.</param>
/// <param name="Value">The value; ignored when <paramref name="Since"/> is set.</param>
/// <param name="Since">When set, the value is scrape time minus this, in seconds: ages and lags grow when collection stops.</param>
public sealed record Sample(MetricFamily Family, IReadOnlyList<string> Labels, double Value, DateTimeOffset? Since);
