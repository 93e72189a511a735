namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>When a run that is under way will probably end. Changes only when the run crosses a threshold.</summary>
/// <param name="Seconds">How long it will probably take; null when it already takes longer than any run did, or no normal is known.</param>
/// <param name="Outlook">ON_TIME, SLOW (longer than 95 of 100), WILL_BE_LATE (expected to end after the deadline) or LATE (past the deadline).</param>
internal sealed record RunForecast(double? Seconds, string Outlook)
{
    public const string OnTime = "ON_TIME";
    public const string Slow = "SLOW";
    public const string WillBeLate = "WILL_BE_LATE";
    public const string Late = "LATE";

    /// <param name="elapsed">Seconds so far.</param>
    /// <param name="allowed">Seconds that it may take.</param>
    public static RunForecast Of(RunNormal? normal, double elapsed, double allowed)
    {
        // Whoever is beyond the median will more probably end near the slow end of what was seen.
        double? expected = normal switch
        {
            null => null,
            _ when elapsed <= normal.Median => normal.Median,
            _ when elapsed <= normal.P95 => normal.P95,
            _ when elapsed <= normal.Longest => normal.Longest,
            _ => null,
        };
        return new RunForecast(expected, elapsed > allowed ? Late : expected > allowed ? WillBeLate : elapsed > normal?.P95 ? Slow : OnTime);
    }
}
