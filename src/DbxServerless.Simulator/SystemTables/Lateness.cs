namespace DbxServerless.Simulator.SystemTables;

/// <summary>How long after the fact rows show.</summary>
/// <param name="Usual">Most rows show within this time.</param>
/// <param name="Worst">Late rows show within this time.</param>
/// <param name="LateShare">Share of the rows that are late.</param>
public sealed record Lateness(TimeSpan Usual, TimeSpan Worst, double LateShare)
{
    /// <summary>Rows show at once.</summary>
    public static Lateness None { get; } = new(TimeSpan.Zero, TimeSpan.Zero, 0);

    /// <summary>As the lakeflow and compute tables are.</summary>
    public static Lateness Lakeflow { get; } = new(TimeSpan.FromMinutes(8), TimeSpan.FromHours(2), 0.03);

    /// <summary>As the query history is.</summary>
    public static Lateness Queries { get; } = new(TimeSpan.FromMinutes(12), TimeSpan.FromHours(2), 0.02);

    /// <summary>As billing is.</summary>
    public static Lateness Billing { get; } = new(TimeSpan.FromHours(8), TimeSpan.FromHours(40), 0.05);
}
