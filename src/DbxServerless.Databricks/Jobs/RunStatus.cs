namespace DbxServerless.Databricks.Jobs;

/// <summary>The newer form of a state.</summary>
public sealed record RunStatus
{
    /// <summary>BLOCKED, PENDING, QUEUED, RUNNING, TERMINATING, TERMINATED, WAITING.</summary>
    public string? State { get; init; }

    public RunTermination? TerminationDetails { get; init; }

    public RunQueue? QueueDetails { get; init; }
}
