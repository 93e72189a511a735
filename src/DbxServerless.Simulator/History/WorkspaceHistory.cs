namespace DbxServerless.Simulator.History;

/// <summary>Lets one workspace's days happen.</summary>
internal sealed class WorkspaceHistory
{
    private readonly IReadOnlyList<JobHistory> _jobs;
    private readonly IReadOnlyList<PipelineHistory> _pipelines;
    private readonly WarehouseHistory _warehouses;
    private readonly ClusterHistory _clusters;

    /// <param name="isBusy">Whether it has everything, or only a little.</param>
    public WorkspaceHistory(HistorySettings settings, AccountWorkspace workspace, bool isBusy)
    {
        _warehouses = new WarehouseHistory(settings, workspace);
        _clusters = new ClusterHistory(settings, workspace);
        _pipelines = [.. PipelinePlan.For(isBusy).Select(plan => new PipelineHistory(settings, workspace, plan))];
        _jobs =
        [
            .. JobPlans.For(isBusy, copies: settings.JobCopies ?? (settings.Size == HistorySize.Small ? 1 : 6)).Select((plan, number) => new JobHistory(settings, workspace, plan,
                plan.Compute == ComputeKind.Warehouse ? _warehouses.Etl.WarehouseId : _clusters.Shared.ClusterId, sharesIds: number == 0)),
        ];
    }

    public HistoryDay Day(DateTimeOffset start, bool isFirst)
    {
        IReadOnlyList<JobRun> runs = [.. _jobs.SelectMany(job => job.RunsOn(start))];
        IReadOnlyList<PipelineUpdate> updates = [.. _pipelines.SelectMany(pipeline => pipeline.UpdatesOn(start))];
        var (sessions, queries) = _warehouses.On(start, runs);
        IReadOnlyList<ClusterSession> clusters = [.. _clusters.On(start, runs, updates)];
        return new HistoryDay(start)
        {
            JobRuns = runs,
            JobVersions = [.. _jobs.SelectMany(job => job.VersionsOn(start, isFirst))],
            PipelineUpdates = updates,
            PipelineVersions = [.. _pipelines.SelectMany(pipeline => pipeline.VersionsOn(start, isFirst))],
            WarehouseSessions = sessions,
            WarehouseVersions = [.. _warehouses.VersionsOn(start, isFirst)],
            Queries = queries,
            ClusterSessions = clusters,
            ClusterVersions = [.. _clusters.VersionsOn(start, isFirst, clusters)],
        };
    }
}
