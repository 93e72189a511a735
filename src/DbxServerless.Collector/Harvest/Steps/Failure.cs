using DbxServerless.Collector.Harvest.State;
using DbxServerless.Databricks;
using DbxServerless.Spark.EventLog;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>What a failed try does to a run: tried again later, and given up when that has been tried often enough.</summary>
internal static class Failure
{
    // A grant shows within ten minutes.
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    // What waiting may mend is not given up on its first day.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    public static HarvestRun Of(HarvestRun run, Exception exception, DateTimeOffset now, int maxAttempts)
    {
        var refused = IsRefusal(exception);
        var (reason, mend) = Why(exception);
        var attempts = run.Attempts + 1;
        var failed = run with { Attempts = attempts, Reason = reason, Mend = mend };
        if ((refused || IsPassing(exception)) && now < run.Discovered + Patience || !refused && attempts < maxAttempts)
            return failed with { NextTry = now + (refused ? AfterRefusal : Pause(attempts)) };
        // It goes on to delivery, without logs.
        return failed with { State = HarvestState.Archived, Outcome = refused ? HarvestOutcome.NotAssessed : HarvestOutcome.GivenUp, Logs = [], NextTry = now };
    }

    /// <summary>
    /// What a delivery that came to nothing does to a run whose logs are archived. What waiting may mend is never given up, however long the sink
    /// takes nothing; and what archiving found out about the run stays.
    /// </summary>
    public static HarvestRun OfDelivery(HarvestRun run, Exception exception, DateTimeOffset now, int maxAttempts) => IsRefusal(exception) || IsPassing(exception)
        ? run with { Attempts = run.Attempts + 1, NextTry = now + Pause(run.Attempts + 1) }
        : Of(run, exception, now, maxAttempts);

    public static (string Reason, string? Mend) Why(Exception exception)
    {
        var (reason, mend) = exception switch
        {
            DatabricksException databricks => (databricks.Reason, databricks.Mend),
            HarvestException harvest => (harvest.Reason, harvest.Mend),
            _ => (exception.Message, null),
        };
        return (reason, string.IsNullOrEmpty(mend) ? null : mend);
    }

    /// <summary>What kind of failure it was: a label with few values.</summary>
    public static string KindOf(Exception exception) => exception switch
    {
        DatabricksException databricks => databricks.Kind.ToString(),
        HarvestException => "NotWhole",
        EventLogException => "UnreadableLog",
        IOException => "Storage",
        _ => "Other",
    };

    private static bool IsRefusal(Exception exception) => exception is DatabricksException { IsPermission: true };

    private static bool IsPassing(Exception exception) => exception is DatabricksException { IsTransient: true } or IOException or HarvestException;

    private static TimeSpan Pause(int attempts)
    {
        var pause = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(attempts, 10) - 1));
        return pause < LongestPause ? pause : LongestPause;
    }
}
