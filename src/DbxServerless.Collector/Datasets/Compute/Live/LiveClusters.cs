using System.Globalization;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;
using RestCluster = DbxServerless.Databricks.Clusters.Cluster;

namespace DbxServerless.Collector.Datasets.Compute.Live;

/// <summary>Classic clusters within a minute of their start and end. Their history is in <c>clusters</c>.</summary>
public sealed class LiveClusters : RestDataset<LiveCluster>
{
    private static readonly MetricFamily Active = new(
        "databricks_clusters_active", MetricType.Gauge, "Classic clusters that run, start or end, by source and state.", "workspace_id", "source", "state")
    {
        OpenTelemetryName = "databricks.clusters.active",
        OpenTelemetryUnit = "{cluster}",
    };

    private static readonly MetricFamily Workers = new(
        "databricks_cluster_workers", MetricType.Gauge, "Most workers that the classic clusters that are active may have, by source.", "workspace_id", "source")
    {
        OpenTelemetryName = "databricks.clusters.workers",
        OpenTelemetryUnit = "{node}",
    };

    private static readonly MetricFamily WithoutLogs = new(
        "databricks_clusters_without_log_delivery", MetricType.Gauge,
        "Active classic clusters whose logs are not delivered, or whose last delivery failed: their runs cannot be analysed.", "workspace_id")
    {
        OpenTelemetryName = "databricks.clusters.without_log_delivery",
        OpenTelemetryUnit = "{cluster}",
    };

    public override DatasetInfo Info { get; } = new(
        "live_clusters", "DbxLiveClusters", ScopeKind.Workspace, ScheduleGroup.Fast, DatasetKind.State,
        "Classic clusters that run or just ended, why they ended, and where their logs go.")
    {
        Endpoints = ["GET /api/2.1/clusters/list", "GET /api/2.1/clusters/get"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Active, Workers, WithoutLogs];

    protected override async Task<RestReading<LiveCluster>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var clusters = await ClusterPoll.ReadAsync(context, context.Recall(LiveComputeJson.Default.LiveClusterMemory), cancellationToken);
        var active = clusters.Where(ClusterPoll.IsActive).ToList();
        context.Remember(new LiveClusterMemory(context.AsOf, [.. active.Select(cluster => cluster.ClusterId)]), LiveComputeJson.Default.LiveClusterMemory);
        return new RestReading<LiveCluster>(
            [.. clusters.Select(cluster => Record(cluster, workspace))],
            [
                .. active.GroupBy(cluster => (Source: cluster.ClusterSource ?? "", State: cluster.State ?? "")).OrderBy(group => group.Key)
                    .Select(group => Active.Sample(group.Count(), workspace, group.Key.Source, group.Key.State)),
                .. active.GroupBy(cluster => cluster.ClusterSource ?? "").OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => Workers.Sample(group.Sum(cluster => cluster.Autoscale?.MaxWorkers ?? cluster.NumWorkers ?? 0), workspace, group.Key)),
                WithoutLogs.Sample(active.Count(cluster => cluster.ClusterLogConf?.Destination is null || cluster.ClusterLogStatus?.LastException is { Length: > 0 }), workspace),
            ]);
    }

    protected override IReadOnlyList<string> Key(LiveCluster record) => [record.WorkspaceId, record.ClusterId];

    protected override DateTimeOffset EventTime(LiveCluster record) => record.StartTime ?? DateTimeOffset.UnixEpoch;

    private static LiveCluster Record(RestCluster cluster, string workspace) => new()
    {
        WorkspaceId = workspace,
        ClusterId = cluster.ClusterId,
        ClusterName = cluster.ClusterName,
        CreatorUserName = cluster.CreatorUserName,
        ClusterSource = cluster.ClusterSource,
        State = cluster.State ?? "UNKNOWN",
        RuntimeVersion = cluster.SparkVersion,
        RuntimeEngine = cluster.RuntimeEngine,
        NodeType = cluster.NodeTypeId,
        DriverNodeType = cluster.DriverNodeTypeId,
        Workers = cluster.Autoscale is null ? cluster.NumWorkers : null,
        MinWorkers = cluster.Autoscale?.MinWorkers,
        MaxWorkers = cluster.Autoscale?.MaxWorkers,
        AutoTerminationMinutes = cluster.AutoterminationMinutes,
        StartTime = Instants.Of(cluster.StartTime),
        TerminatedTime = Instants.Of(cluster.TerminatedTime),
        TerminationCode = cluster.TerminationReason?.Code,
        TerminationType = cluster.TerminationReason?.Type,
        SparkContextId = cluster.SparkContextId > 0 ? cluster.SparkContextId.ToString(CultureInfo.InvariantCulture) : null,
        LogDestination = cluster.ClusterLogConf?.Destination,
        LogDeliveryError = cluster.ClusterLogStatus?.LastException,
        PolicyId = cluster.PolicyId,
        DataSecurityMode = cluster.DataSecurityMode,
        Tags = cluster.CustomTags,
    };
}
