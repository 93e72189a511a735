using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Datasets.Compute;

/// <summary>The instance pools that the identity may see, with what their instances are doing: idle ones cost virtual machines.</summary>
public sealed class InstancePools : RestDataset<InstancePool>
{
    private static readonly MetricFamily Instances = new(
        "databricks_instance_pool_instances", MetricType.Gauge, "Instances of a pool by what they do: used, idle, pending_used, pending_idle.",
        "workspace_id", "pool_id", "pool_name", "state")
    {
        OpenTelemetryName = "databricks.instance_pools.instances",
        OpenTelemetryUnit = "{instance}",
    };

    private static readonly MetricFamily Pools = new("databricks_instance_pools", MetricType.Gauge, "Instance pools that the identity may see, by state.", "workspace_id", "state")
    {
        OpenTelemetryName = "databricks.instance_pools.count",
        OpenTelemetryUnit = "{pool}",
    };

    public override DatasetInfo Info { get; } = new(
        "instance_pools", "DbxInstancePools", ScopeKind.Workspace, ScheduleGroup.Regular, DatasetKind.State, "Instance pools and what their instances are doing.")
    {
        Endpoints = ["GET /api/2.0/instance-pools/list"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Pools, Instances];

    protected override async Task<RestReading<InstancePool>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var pools = (await context.Reader.Compute.ListPoolsAsync(cancellationToken)).DistinctBy(pool => pool.InstancePoolId).Select(pool => new InstancePool
        {
            WorkspaceId = workspace,
            InstancePoolId = pool.InstancePoolId,
            InstancePoolName = pool.InstancePoolName ?? pool.InstancePoolId,
            State = pool.State,
            NodeType = pool.NodeTypeId,
            MinIdleInstances = pool.MinIdleInstances,
            MaxCapacity = pool.MaxCapacity > 0 ? pool.MaxCapacity : null,
            IdleTerminationMinutes = pool.IdleInstanceAutoterminationMinutes,
            UsedInstances = pool.Stats.UsedCount,
            IdleInstances = pool.Stats.IdleCount,
            PendingUsedInstances = pool.Stats.PendingUsedCount,
            PendingIdleInstances = pool.Stats.PendingIdleCount,
        }).ToList();
        return new RestReading<InstancePool>(
            pools,
            [
                .. pools.GroupBy(pool => pool.State ?? "").Select(state => Pools.Sample(state.Count(), workspace, state.Key)),
                .. pools.SelectMany(pool => new (string State, int Instances)[]
                {
                    ("used", pool.UsedInstances), ("idle", pool.IdleInstances), ("pending_used", pool.PendingUsedInstances), ("pending_idle", pool.PendingIdleInstances),
                }.Select(count => Instances.Sample(count.Instances, workspace, pool.InstancePoolId, pool.InstancePoolName, count.State))),
            ]);
    }

    protected override IReadOnlyList<string> Key(InstancePool record) => [record.WorkspaceId, record.InstancePoolId];

    /// <summary>The list does not tell when a pool was made.</summary>
    protected override DateTimeOffset EventTime(InstancePool record) => DateTimeOffset.UnixEpoch;

    protected override bool IsDeleted(InstancePool record) => record.State == "DELETED";
}
