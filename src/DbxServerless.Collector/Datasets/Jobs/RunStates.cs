using DbxServerless.Databricks.Jobs;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>
/// The one vocabulary of states that all run datasets share: as the lakeflow tables spell them, those that REST alone knows while a run is not
/// over, and UNKNOWN. REST spells the same states in two other ways.
/// </summary>
internal static class RunStates
{
    public const string Succeeded = "SUCCEEDED";

    public const string Failed = "FAILED";

    /// <summary>Not the work failed, but what should run it.</summary>
    public const string Error = "ERROR";

    public const string TimedOut = "TIMED_OUT";

    public const string Cancelled = "CANCELLED";

    public const string Skipped = "SKIPPED";

    /// <summary>It never began, because the queue was full.</summary>
    public const string Blocked = "BLOCKED";

    /// <summary>It waits for others to end.</summary>
    public const string Queued = "QUEUED";

    /// <summary>It waits for its compute.</summary>
    public const string Pending = "PENDING";

    /// <summary>It waits for what it depends on, or to be tried again.</summary>
    public const string Waiting = "WAITING";

    /// <summary>In tables: the newest slice has no result and is recent.</summary>
    public const string Running = "RUNNING";

    public const string Terminating = "TERMINATING";

    /// <summary>The newest slice has no result and is old: its end was lost, or is very late.</summary>
    public const string Unknown = "UNKNOWN";

    public static bool IsFinal(string state) => state is not (Queued or Pending or Waiting or Running or Terminating or Unknown);

    public static bool IsFailure(string state) => state is Failed or Error or TimedOut;

    /// <summary>A state as REST tells it, in its older form or its newer one.</summary>
    public static string Of(RunState? state, RunStatus? status)
    {
        var code = status?.TerminationDetails?.Code;
        return (state?.LifeCycleState ?? status?.State) switch
        {
            "QUEUED" => Queued,
            "PENDING" => Pending,
            "RUNNING" => Running,
            "TERMINATING" => Terminating,
            "BLOCKED" or "WAITING" or "WAITING_FOR_RETRY" => Waiting,
            "SKIPPED" => code == "MAX_JOB_QUEUE_SIZE_EXCEEDED" ? Blocked : Skipped,
            "INTERNAL_ERROR" => Error,
            "TERMINATED" => state?.ResultState is { } result ? OfResult(result) : OfCode(code),
            null => Unknown,
            var other => other,
        };
    }

    /// <summary>Why a run ended, as the tables spell it.</summary>
    public static string? CodeOf(RunStatus? status) => status?.TerminationDetails?.Code switch
    {
        "USER_CANCELED" or "CANCELED" => "CANCELLED",
        var code => code,
    };

    /// <summary>What started a run, as the tables spell it.</summary>
    public static string? TriggerOf(string? trigger) => trigger switch
    {
        "PERIODIC" => "CRON",
        "ONE_TIME" => "ONETIME",
        "RETRY" => "ONETIME_RETRY",
        _ => trigger,
    };

    private static string OfResult(string result) => result switch
    {
        "SUCCESS" or "SUCCESS_WITH_FAILURES" => Succeeded,
        "TIMEDOUT" => TimedOut,
        "CANCELED" => Cancelled,
        "MAXIMUM_CONCURRENT_RUNS_REACHED" or "EXCLUDED" or "UPSTREAM_FAILED" or "UPSTREAM_CANCELED" or "DISABLED" => Skipped,
        _ => result,
    };

    private static string OfCode(string? code) => code switch
    {
        "SUCCESS" or "SUCCESS_WITH_FAILURES" => Succeeded,
        "USER_CANCELED" or "CANCELED" => Cancelled,
        "SKIPPED" or "MAX_CONCURRENT_RUNS_EXCEEDED" or "DISABLED" => Skipped,
        "MAX_JOB_QUEUE_SIZE_EXCEEDED" => Blocked,
        null => Unknown,
        "INTERNAL_ERROR" => Error,
        _ => Failed,
    };
}
