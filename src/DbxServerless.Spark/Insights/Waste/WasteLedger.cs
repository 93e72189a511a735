namespace DbxServerless.Spark.Insights.Waste;

/// <summary>
/// Shares out core-time among claims so that no millisecond is claimed twice: claims with a cause before remainders,
/// larger before smaller, and a claim gets only what is left in the buckets it names.
/// </summary>
internal sealed class WasteLedger
{
    private readonly Dictionary<WasteBucket, BucketTime> _left = [];

    public WasteLedger(IEnumerable<BucketTime> buckets)
    {
        foreach (var bucket in buckets)
        {
            _left[bucket.Bucket] = new BucketTime(bucket.Bucket) { Ms = bucket.Ms };
        }
    }

    /// <summary>What each claim gets, in the order given.</summary>
    public double[] Allocate(IReadOnlyList<WasteClaim> claims)
    {
        var order = new List<Turn>(claims.Count);
        for (var i = 0; i < claims.Count; i++)
        {
            order.Add(new Turn(i, claims[i]));
        }

        order.Sort(static (one, other) => one.CompareTo(other));
        var granted = new double[claims.Count];
        foreach (var turn in order)
        {
            granted[turn.Index] = Grant(turn.Claim);
        }

        return granted;
    }

    private double Grant(WasteClaim claim)
    {
        double granted = 0;
        foreach (var bucket in claim.Buckets)
        {
            var open = claim.TaskMs - granted;
            if (!(open > 0))
            {
                break;
            }

            if (_left.TryGetValue(bucket, out var left))
            {
                var taken = Math.Min(open, left.Ms);
                left.Ms -= taken;
                granted += taken;
            }
        }

        return granted;
    }

    private sealed record Turn(int Index, WasteClaim Claim)
    {
        public int CompareTo(Turn other)
        {
            if (Claim.IsRemainder != other.Claim.IsRemainder)
            {
                return Claim.IsRemainder ? 1 : -1;
            }

            var larger = other.Claim.TaskMs.CompareTo(Claim.TaskMs);
            return larger != 0 ? larger : Index.CompareTo(other.Index);
        }
    }
}
