namespace DbxServerless.Collector.Metrics;

/// <summary>The value of a histogram's series.</summary>
/// <param name="Observations">Observations in each bucket, not cumulative: one number for each bound of the family, and the last for +Inf.</param>
/// <param name="Sum">Sum of all observed values.</param>
public sealed record Distribution(IReadOnlyList<long> Observations, double Sum)
{
    public long Count => Observations.Sum();
}
