namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>How long runs of a job took that succeeded, in seconds. A run keeps the normal that was known when it was first seen.</summary>
internal sealed record RunNormal(double Median, double P95, double Longest)
{
    // Of fewer runs no normal is made.
    private const int Enough = 3;

    public static RunNormal? Of(IReadOnlyCollection<double>? past)
    {
        if (past is null || past.Count < Enough)
            return null;
        var sorted = past.Order().ToList();
        return new RunNormal(Percentile(sorted, 0.5), Percentile(sorted, 0.95), sorted[^1]);
    }

    private static double Percentile(List<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        return below + 1 == sorted.Count ? sorted[below] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}
