namespace DbxServerless.Simulator.History;

/// <summary>What began on one day (UTC), whole: a run that goes on for days belongs to the day of its start.</summary>
public sealed record HistoryDay(DateTimeOffset Start)
{
    public IReadOnlyList<JobVersion> JobVersions { get; init; } = [];

    public IReadOnlyList<JobRun> JobRuns { get; init; } = [];

    public IReadOnlyList<PipelineVersion> PipelineVersions { get; init; } = [];

    public IReadOnlyList<PipelineUpdate> PipelineUpdates { get; init; } = [];

    public IReadOnlyList<WarehouseVersion> WarehouseVersions { get; init; } = [];

    public IReadOnlyList<WarehouseSession> WarehouseSessions { get; init; } = [];

    public IReadOnlyList<Query> Queries { get; init; } = [];

    public IReadOnlyList<ClusterVersion> ClusterVersions { get; init; } = [];

    public IReadOnlyList<ClusterSession> ClusterSessions { get; init; } = [];

    public IReadOnlyList<Usage> Usage { get; init; } = [];
}
