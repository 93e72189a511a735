namespace DbxServerless.Databricks.Jobs;

/// <summary>A try of a task in a run. Times are milliseconds since 1970, durations milliseconds; 0 is none.</summary>
public sealed record RunTask
{
    public string TaskKey { get; init => field = value ?? ""; } = "";

    /// <summary>The task run's own id.</summary>
    public long RunId { get; init; }

    /// <summary>0 for the first try.</summary>
    public int AttemptNumber { get; init; }

    public long StartTime { get; init; }

    /// <summary>0 while it is not over.</summary>
    public long EndTime { get; init; }

    public long SetupDuration { get; init; }

    public long ExecutionDuration { get; init; }

    public long CleanupDuration { get; init; }

    public long QueueDuration { get; init; }

    public long RunDuration { get; init; }

    public RunState? State { get; init; }

    public RunStatus? Status { get; init; }

    /// <summary>The classic cluster that it runs on; serverless has none.</summary>
    public ClusterInstance? ClusterInstance { get; init; }

    public string? RunPageUrl { get; init; }
}
