namespace DbxServerless.Simulator.History;

/// <summary>How a run or a task ended, as the tables spell it.</summary>
internal sealed record Ending(string Result, string Code, string Type)
{
    public static Ending Succeeded { get; } = new("SUCCEEDED", "SUCCESS", "SUCCESS");

    public static Ending Failed { get; } = new("FAILED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR");

    public static Ending Cancelled { get; } = new("CANCELLED", "CANCELLED", "CLIENT_ERROR");

    public static Ending TimedOut { get; } = new("TIMED_OUT", "RUN_EXECUTION_ERROR", "CLIENT_ERROR");

    public static Ending Skipped { get; } = new("SKIPPED", "MAX_CONCURRENT_RUNS_EXCEEDED", "CLIENT_ERROR");

    public static Ending Blocked { get; } = new("BLOCKED", "MAX_JOB_QUEUE_SIZE_EXCEEDED", "CLIENT_ERROR");

    /// <summary>What can go wrong with a task; most often its own code.</summary>
    public static IReadOnlyList<Ending> Failures { get; } =
    [
        Failed, Failed, Failed, Failed, Failed,
        new("FAILED", "DRIVER_ERROR", "CLIENT_ERROR"),
        new("FAILED", "LIBRARY_INSTALLATION_ERROR", "CLIENT_ERROR"),
        new("FAILED", "STORAGE_ACCESS_ERROR", "CLIENT_ERROR"),
        new("ERROR", "CLUSTER_ERROR", "CLIENT_ERROR"),
        new("ERROR", "CLOUD_FAILURE", "CLOUD_FAILURE"),
    ];
}
