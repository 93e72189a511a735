using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Waste;

/// <summary>Arithmetic on lists of disjoint, rising intervals.</summary>
internal static class Intervals
{
    public static List<TimeInterval> Union(IEnumerable<TimeInterval> intervals)
    {
        var union = new List<TimeInterval>();
        foreach (var interval in intervals.Where(interval => interval.End > interval.Start).OrderBy(interval => interval.Start))
        {
            if (union is [.., var last] && interval.Start <= last.End)
            {
                union[^1] = new TimeInterval(last.Start, Math.Max(last.End, interval.End));
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

    public static long Overlap(IReadOnlyList<TimeInterval> intervals, TimeInterval window) =>
        intervals.Sum(interval => Overlap(interval, window));

    public static long Overlap(TimeInterval one, TimeInterval other) =>
        Math.Max(0, Math.Min(one.End, other.End) - Math.Max(one.Start, other.Start));
}
