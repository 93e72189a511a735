using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights;

/// <summary>How long a stage attempt really ran: from the first launch to the last finish of its tasks.</summary>
internal static class StageSpan
{
    public static TimeInterval Of(SparkStage stage) =>
        stage.Tasks is { FirstLaunch: { } first, LastFinish: { } last } ? new TimeInterval(first, last) : default;

    public static long Ms(SparkStage stage) => Of(stage).Milliseconds;

    /// <summary>
    /// The cores that waited for the longest task. Spread evenly, the stage would have taken its work divided by the cores,
    /// and no less than a typical task; the rest of the longest task is time that only one core used.
    /// </summary>
    public static WasteClaim WaitClaim(CoreTime time, SparkStage stage, long longest, long typical)
    {
        var span = Of(stage);
        var slots = span.Milliseconds > 0 ? time.OfferedMs(span) / span.Milliseconds : 0;
        var even = slots >= 1 ? Math.Max(typical, stage.Tasks.Totals.Sum(TaskMetric.DurationMs) / slots) : longest;
        var saved = Math.Clamp(longest - even, 0, span.Milliseconds);
        return time.IdleClaim(span, saved * Math.Max(0, slots - 1));
    }
}
