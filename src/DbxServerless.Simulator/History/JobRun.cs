namespace DbxServerless.Simulator.History;

/// <summary>A run of a job with its repairs: what really happened.</summary>
public sealed record JobRun(string WorkspaceId, string JobId, string RunId, string RunType, string Trigger, IReadOnlyList<RunAttempt> Attempts)
{
    /// <summary>The name given to a submitted run.</summary>
    public string? RunName { get; init; }

    /// <summary>The task run that started it.</summary>
    public string? SourceTaskRunId { get; init; }

    public ComputeKind Compute { get; init; }

    /// <summary>The shared cluster or warehouse that it ran on.</summary>
    public string? ComputeId { get; init; }

    /// <summary>The older format, whose durations are those of its one task.</summary>
    public bool SingleTask { get; init; }

    public string? JobName { get; init; }

    public DateTimeOffset Start => Attempts[0].Start;

    /// <summary>When the last attempt ended or will end.</summary>
    public DateTimeOffset End => Attempts[^1].End;
}
