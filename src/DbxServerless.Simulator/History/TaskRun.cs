namespace DbxServerless.Simulator.History;

/// <summary>One try of a task, or one iteration of a for-each.</summary>
/// <param name="Iterates">The for-each run that this is an iteration of.</param>
public sealed record TaskRun(
    string RunId, string TaskKey, DateTimeOffset Start, DateTimeOffset End, string Result, string TerminationCode, string TerminationType, string? Iterates)
{
    /// <summary>Time until its compute was ready, part of the whole.</summary>
    public TimeSpan Setup { get; init; }

    public TimeSpan Cleanup { get; init; }
}
