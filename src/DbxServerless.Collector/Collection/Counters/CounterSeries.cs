using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Collection.Counters;

/// <summary>One series of a counter or histogram. It only grows.</summary>
internal sealed class CounterSeries(MetricFamily family, IReadOnlyList<string> labels)
{
    private readonly long[] _observations = family.Type == MetricType.Histogram ? new long[family.Buckets.Count + 1] : [];
    private double _sum;

    public void Add(Count count)
    {
        if (count.Observed is { } observed)
        {
            _sum += observed.Sum;
            for (var bucket = 0; bucket < _observations.Length; bucket++)
                _observations[bucket] += observed.Observations[bucket];
            return;
        }

        // A clock that was set back must not make a counter fall.
        var amount = Math.Max(0, count.Amount);
        _sum += amount;
        if (_observations.Length > 0)
            _observations[BucketOf(amount)]++;
    }

    public void Add(CounterFile.Series stored)
    {
        _sum += stored.Sum;
        for (var bucket = 0; bucket < _observations.Length; bucket++)
            _observations[bucket] += stored.Observations[bucket];
    }

    public CounterFile.Series Store() => new(labels, _sum, [.. _observations]);

    public Sample Sample() => _observations.Length > 0
        ? family.Observed(new Distribution([.. _observations], _sum), labels)
        : family.Sample(_sum, labels);

    private int BucketOf(double amount)
    {
        var bucket = 0;
        while (bucket < family.Buckets.Count && amount > family.Buckets[bucket])
            bucket++;
        return bucket;
    }
}
