namespace DbxServerless.Collector.Datasets;

/// <summary>Histogram bounds in seconds, shared so that durations of one kind can be compared.</summary>
internal static class DurationBuckets
{
    /// <summary>Runs, tasks and pipeline updates: half a minute to a day.</summary>
    public static IReadOnlyList<double> Runs { get; } = [30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400];

    /// <summary>SQL queries: a tenth of a second to an hour.</summary>
    public static IReadOnlyList<double> Queries { get; } = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600];
}
