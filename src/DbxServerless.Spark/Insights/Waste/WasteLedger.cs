namespace DbxServerless.Spark.Insights.Waste;

/// <summary>
/// Shares out core-time among claims so that no millisecond is claimed twice: claims with a cause before remainders,
/// larger before smaller, and a claim gets only what is left in the buckets it names.
/// </summary>
internal sealed class WasteLedger
{
    private readonly Dictionary<WasteBucket, double> _left;

    public WasteLedger(IReadOnlyDictionary<WasteBucket, long> buckets) =>
        _left = buckets.ToDictionary(bucket => bucket.Key, bucket => (double)bucket.Value);

    /// <summary>What each claim gets, in the order given.</summary>
    public double[] Allocate(IReadOnlyList<WasteClaim> claims)
    {
        var granted = new double[claims.Count];
        var order = Enumerable.Range(0, claims.Count)
            .OrderBy(i => claims[i].IsRemainder)
            .ThenByDescending(i => claims[i].TaskMs)
            .ThenBy(i => i);
        foreach (var i in order)
        {
            var open = claims[i].TaskMs;
            foreach (var bucket in claims[i].Buckets)
            {
                if (!(open > 0))
                {
                    break;
                }

                var taken = Math.Min(open, _left.GetValueOrDefault(bucket));
                if (taken > 0)
                {
                    _left[bucket] -= taken;
                    granted[i] += taken;
                    open -= taken;
                }
            }
        }

        return granted;
    }
}
