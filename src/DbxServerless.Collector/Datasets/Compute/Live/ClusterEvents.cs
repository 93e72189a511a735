using System.Globalization;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Clusters;
using RestCluster = DbxServerless.Databricks.Clusters.Cluster;

namespace DbxServerless.Collector.Datasets.Compute.Live;

/// <summary>
/// Events of classic clusters that run or ended since the last pass. An event has no id: cluster, time and type tell one from another. The clusters
/// that are long terminated are not asked, so that a pass with few active clusters is a few requests.
/// </summary>
public sealed class ClusterEvents : RestDataset<ClusterEventRecord>
{
    // A cluster that started and ended between two passes is found by its end.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private static readonly MetricFamily Events = new(
        "databricks_cluster_events_total", MetricType.Counter, "Events of classic clusters by type, counted once each.", "workspace_id", "source", "type")
    {
        OpenTelemetryName = "databricks.clusters.events",
        OpenTelemetryUnit = "{event}",
    };

    private static readonly MetricFamily Reasons = new(
        "databricks_cluster_terminations_total", MetricType.Counter,
        "Ends of classic clusters and losses of their nodes by reason, counted once each.", "workspace_id", "source", "reason", "reason_type")
    {
        OpenTelemetryName = "databricks.clusters.terminations",
        OpenTelemetryUnit = "{event}",
    };

    public override DatasetInfo Info { get; } = new(
        "cluster_events", "DbxClusterEvents", ScopeKind.Workspace, ScheduleGroup.Regular, DatasetKind.Events,
        "What happened to classic clusters: autoscaling, resizes, spot losses, failed init scripts, reasons of their end.")
    {
        Endpoints = ["GET /api/2.1/clusters/list", "POST /api/2.1/clusters/events"],
        Overlap = Overlap,
        Backfill = TimeSpan.FromDays(1),
        Reconciliation = TimeSpan.FromHours(12),
    };

    protected override IReadOnlyList<Counter<ClusterEventRecord>> Counters { get; } =
    [
        new(Events, happened => [happened.WorkspaceId, happened.ClusterSource ?? "", happened.EventType]),
        new(Reasons, happened => [happened.WorkspaceId, happened.ClusterSource ?? "", happened.ReasonCode ?? "", happened.ReasonType ?? ""],
            happened => happened.ReasonCode is null ? null : 1),
    ];

    protected override async Task<RestReading<ClusterEventRecord>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var records = new Dictionary<string, ClusterEventRecord>(StringComparer.Ordinal);
        await foreach (var cluster in context.Reader.Clusters.ListAsync([], cancellationToken))
        {
            if (!ClusterPoll.IsActive(cluster) && !(Instants.Of(cluster.TerminatedTime) >= context.ChangedFrom))
                continue;
            try
            {
                await foreach (var happened in context.Reader.Clusters.ListEventsAsync(cluster.ClusterId, context.ChangedFrom, [], cancellationToken))
                {
                    var record = Record(happened, cluster, workspace);
                    records[string.Join('/', Key(record))] = record;
                }
            }
            catch (DatabricksException failure) when (failure.IsPermission || failure.Kind == DatabricksErrorKind.NotFound)
            {
                // Of some clusters the events may be hidden, or they are gone by now; the others are told.
                if (failure.IsPermission)
                    context.Skip(failure);
            }
        }

        return new RestReading<ClusterEventRecord>([.. records.Values], []);
    }

    protected override IReadOnlyList<string> Key(ClusterEventRecord record) =>
        [record.WorkspaceId, record.ClusterId, record.HappenedTime.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), record.EventType];

    protected override DateTimeOffset EventTime(ClusterEventRecord record) => record.HappenedTime;

    private static ClusterEventRecord Record(ClusterEvent happened, RestCluster cluster, string workspace) => new()
    {
        WorkspaceId = workspace,
        ClusterId = cluster.ClusterId,
        ClusterName = cluster.ClusterName,
        ClusterSource = cluster.ClusterSource,
        EventType = happened.Type,
        HappenedTime = Instants.Of(happened.Timestamp) ?? DateTimeOffset.UnixEpoch,
        Cause = happened.Details.Cause,
        ReasonCode = happened.Details.Reason?.Code,
        ReasonType = happened.Details.Reason?.Type,
        ReasonDetails = happened.Details.Reason?.Parameters,
        CurrentWorkers = happened.Details.CurrentNumWorkers,
        TargetWorkers = happened.Details.TargetNumWorkers,
        UserName = happened.Details.User,
        DriverMessage = happened.Details.DriverStateMessage,
    };
}
