namespace DbxServerless.Simulator.SystemTables;

/// <summary>How the system tables show what happened.</summary>
public sealed record TableOptions
{
    public Lateness Lakeflow { get; init; } = Lateness.Lakeflow;

    public Lateness Queries { get; init; } = Lateness.Queries;

    public Lateness Billing { get; init; } = Lateness.Billing;

    /// <summary>Whether a run of less than an hour that crosses a full hour is cut in two, once slices follow the clock.</summary>
    public bool CutShortRuns { get; init; } = true;

    /// <summary>From when on slices end at full hours. Before, they began with the run.</summary>
    public DateTimeOffset SlicesFollowClockFrom { get; init; } = new(2026, 1, 19, 0, 0, 0, TimeSpan.Zero);

    /// <summary>From when on the columns that came in December 2025 are filled.</summary>
    public DateTimeOffset NewColumnsFrom { get; init; } = new(2025, 12, 3, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How long node minutes are kept.</summary>
    public TimeSpan NodeTimelineRetention { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long statements are kept.</summary>
    public TimeSpan QueryRetention { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Whether wrong usage is corrected as soon as it shows, and not days later.</summary>
    public bool CorrectAtOnce { get; init; }

    /// <summary>Nothing is late, and usage is corrected at once.</summary>
    public static TableOptions Prompt { get; } = new()
    {
        Lakeflow = Lateness.None,
        Queries = Lateness.None,
        Billing = Lateness.None,
        CorrectAtOnce = true,
    };
}
