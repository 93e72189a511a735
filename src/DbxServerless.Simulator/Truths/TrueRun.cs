namespace DbxServerless.Simulator.Truths;

/// <summary>A job run or a pipeline update as it really stands at an instant.</summary>
/// <param name="Group">The job's id, or the pipeline's type.</param>
/// <param name="State">How it ended, or RUNNING.</param>
/// <param name="End">When it ended; null while it runs.</param>
/// <param name="Seconds">How long it ran so far, pauses before repairs left out.</param>
/// <param name="Retries">Job runs: tries of tasks beyond the first. Updates: 1 when it tries a request again.</param>
/// <param name="OwnSlaSeconds">The job's own service level.</param>
public sealed record TrueRun(
    string WorkspaceId, string Group, string Id, string State, DateTimeOffset Start, DateTimeOffset? End, double Seconds, long Retries, long? OwnSlaSeconds);
