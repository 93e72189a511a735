namespace DbxServerless.Simulator.History;

/// <summary>The original run or one of its repairs, whole: also what lies ahead.</summary>
/// <param name="Result">As the tables spell it.</param>
public sealed record RunAttempt(
    DateTimeOffset Start, DateTimeOffset End, string Result, string TerminationCode, string TerminationType, IReadOnlyList<TaskRun> Tasks)
{
    /// <summary>The cluster made for this attempt.</summary>
    public JobCluster? Cluster { get; init; }

    /// <summary>Time in the queue before it began.</summary>
    public TimeSpan Queued { get; init; }
}
