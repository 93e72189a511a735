using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Waste;

/// <summary>Arithmetic on lists of disjoint, rising intervals. Plain loops: LINQ over a struct would have to be compiled at every start.</summary>
internal static class Intervals
{
    public static List<TimeInterval> Union(IEnumerable<TimeInterval> intervals)
    {
        var union = new List<TimeInterval>();
        foreach (var interval in Sorted(intervals))
        {
            var last = union.Count - 1;
            if (last >= 0 && interval.Start <= union[last].End)
            {
                union[last] = new TimeInterval(union[last].Start, Math.Max(union[last].End, interval.End));
            }
            else
            {
                union.Add(interval);
            }
        }

        return union;
    }

    /// <summary>What of the first is not in the second.</summary>
    public static List<TimeInterval> Subtract(IReadOnlyList<TimeInterval> intervals, IReadOnlyList<TimeInterval> others)
    {
        var rest = new List<TimeInterval>();
        var next = 0;
        foreach (var interval in intervals)
        {
            var start = interval.Start;
            while (next < others.Count && others[next].End <= start)
            {
                next++;
            }

            for (var i = next; i < others.Count && others[i].Start < interval.End; i++)
            {
                if (others[i].Start > start)
                {
                    rest.Add(new TimeInterval(start, others[i].Start));
                }

                start = Math.Max(start, others[i].End);
            }

            if (start < interval.End)
            {
                rest.Add(new TimeInterval(start, interval.End));
            }
        }

        return rest;
    }

    public static long TotalMs(IReadOnlyList<TimeInterval> intervals)
    {
        long total = 0;
        foreach (var interval in intervals)
        {
            total += interval.Milliseconds;
        }

        return total;
    }

    public static long Overlap(IReadOnlyList<TimeInterval> intervals, TimeInterval window)
    {
        long overlap = 0;
        foreach (var interval in intervals)
        {
            overlap += Overlap(interval, window);
        }

        return overlap;
    }

    public static long Overlap(TimeInterval one, TimeInterval other) =>
        Math.Max(0, Math.Min(one.End, other.End) - Math.Max(one.Start, other.Start));

    /// <summary>By start, without the empty ones. They nearly always come in order.</summary>
    private static List<TimeInterval> Sorted(IEnumerable<TimeInterval> intervals)
    {
        var sorted = new List<TimeInterval>();
        var isSorted = true;
        long latest = long.MinValue;
        foreach (var interval in intervals)
        {
            if (interval.End > interval.Start)
            {
                isSorted &= interval.Start >= latest;
                latest = interval.Start;
                sorted.Add(interval);
            }
        }

        if (!isSorted)
        {
            sorted.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        }

        return sorted;
    }
}
