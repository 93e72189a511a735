namespace DbxServerless.Simulator.History;

/// <summary>What is normal for a job.</summary>
internal sealed record JobPlan(string Name, Rhythm Rhythm, double Minutes, ComputeKind Compute, params IReadOnlyList<TaskPlan> Tasks)
{
    public double Spread { get; init; } = 0.15;

    /// <summary>Probability that a try of a task fails.</summary>
    public double FailureRate { get; init; } = 0.02;

    /// <summary>Probability that somebody repairs a failed run.</summary>
    public double RepairRate { get; init; } = 0.6;

    public double CancelRate { get; init; } = 0.005;

    public TimeSpan? Timeout { get; init; }

    /// <summary>The older format: one task, and durations on the run itself.</summary>
    public bool SingleTask { get; init; }

    public string Trigger { get; init; } = "CRON";

    /// <summary>Workers of its cluster, where it has one.</summary>
    public int Workers { get; init; } = 2;

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Submitted from outside under this name, followed by what differs each time. Such runs have a job id each and no row in the list of jobs.</summary>
    public string? SubmittedAs { get; init; }

    /// <summary>Notebooks that the first task runs as runs of their own.</summary>
    public int Notebooks { get; init; }

    public bool Paused { get; init; }

    /// <summary>Share of the days after which it is renamed.</summary>
    public double? RenamedAt { get; init; }

    /// <summary>Share of the days after which it is deleted and made anew under another id.</summary>
    public double? RecreatedAt { get; init; }

    /// <summary>Share of the days after which it is deleted.</summary>
    public double? DeletedAt { get; init; }

    public string? Quartz => Rhythm.Quartz;
}
