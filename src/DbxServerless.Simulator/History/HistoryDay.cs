namespace DbxServerless.Simulator.History;

/// <summary>What began on one day (UTC), whole: a run that goes on for days belongs to the day of its start.</summary>
public sealed record HistoryDay(DateTimeOffset Start)
{
    public IReadOnlyList<JobVersion> JobVersions { get; init; } = [];

    public IReadOnlyList<JobRun> JobRuns { get; init; } = [];

    public IReadOnlyList<Usage> Usage { get; init; } = [];
}
