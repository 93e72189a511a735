using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Datasets;

/// <summary>
/// A monotonic counter or classic histogram over final records: each key is counted once, when it first becomes final,
/// in the same commit that remembers the key, so it never falls and survives restarts.
/// </summary>
/// <param name="Family">A family of type counter or histogram (a histogram's family names its buckets).</param>
/// <param name="Labels">Label values of a record, in the order of the family's labels.</param>
/// <param name="Amount">What is added or observed; null counts 1. A null result leaves the record out.</param>
public sealed record Counter<TRecord>(MetricFamily Family, Func<TRecord, IReadOnlyList<string>> Labels, Func<TRecord, double?>? Amount = null)
{
    /// <summary>For a record that stands for many observations of a histogram, those; <see cref="Amount"/> is not used then.</summary>
    public Func<TRecord, Distribution>? Observed { get; init; }

    internal IEnumerable<Count> Count(TRecord record)
    {
        if (Observed is not null)
        {
            yield return new Count(Family, Labels(record), Amount: 0)
            {
                Observed = Observed(record),
            };
            yield break;
        }

        var amount = Amount is null ? 1 : Amount(record);
        if (amount is { } value)
            yield return new Count(Family, Labels(record), value);
    }
}
