namespace DbxServerless.Databricks.Jobs;

/// <summary>The older form of a state.</summary>
public sealed record RunState
{
    /// <summary>QUEUED, PENDING, RUNNING, TERMINATING, TERMINATED, SKIPPED, INTERNAL_ERROR, BLOCKED, WAITING_FOR_RETRY.</summary>
    public string? LifeCycleState { get; init; }

    /// <summary>SUCCESS, FAILED, TIMEDOUT, CANCELED …; only when it is over.</summary>
    public string? ResultState { get; init; }

    public string? StateMessage { get; init; }
}
