using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Records;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Compute;

/// <summary>Events of SQL warehouses from <c>system.compute.warehouse_events</c>, and how many clusters each warehouse runs.</summary>
public sealed class WarehouseEvents : SqlDataset<WarehouseEvent>
{
    private static readonly MetricFamily Clusters = new(
        "databricks_warehouse_clusters", MetricType.Gauge, "Clusters of a SQL warehouse after its newest event of the last 30 days.",
        "workspace_id", "warehouse_id");

    public override DatasetInfo Info { get; } = new(
        "warehouse_events", "DbxWarehouseEvents", ScopeKind.Region, ScheduleGroup.Regular, DatasetKind.Events,
        "SQL warehouses starting, stopping and scaling.")
    {
        SystemTables = ["system.compute.warehouse_events"],
    };

    protected override string RecordsSql =>
        $"""
        SELECT DISTINCT workspace_id, warehouse_id, event_type, cluster_count, event_time
        FROM system.compute.warehouse_events
        WHERE event_time >= :changed_from
          AND {Shards.Holds("workspace_id, warehouse_id")}
          AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        """;

    protected override IReadOnlyList<Measure> Measures { get; } =
    [
        new("clusters", ClustersSql, [Clusters], row =>
        [
            Clusters.Sample(row.RequiredInt64("clusters"), row.RequiredText("workspace_id"), row.RequiredText("warehouse_id")),
        ]),
    ];

    private const string ClustersSql =
        """
        WITH newest AS (
          SELECT workspace_id, warehouse_id, event_type, cluster_count,
            ROW_NUMBER() OVER (PARTITION BY workspace_id, warehouse_id ORDER BY event_time DESC, event_type DESC) AS recency
          FROM system.compute.warehouse_events
          WHERE event_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 30 DAYS
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        )
        SELECT workspace_id, warehouse_id, CASE WHEN event_type = 'STOPPED' THEN 0 ELSE COALESCE(cluster_count, 0) END AS clusters
        FROM newest
        WHERE recency = 1
        """;

    protected override WarehouseEvent Read(SqlRow row) => new()
    {
        WorkspaceId = row.RequiredText("workspace_id"),
        WarehouseId = row.RequiredText("warehouse_id"),
        EventType = row.RequiredText("event_type"),
        ClusterCount = row.Int64("cluster_count"),
        ChangeTime = row.RequiredTimestamp("event_time"),
    };

    protected override IReadOnlyList<string> Key(WarehouseEvent record) =>
        [record.WorkspaceId, record.WarehouseId, record.EventType, RecordJson.Instant(record.ChangeTime)];

    protected override DateTimeOffset EventTime(WarehouseEvent record) => record.ChangeTime;
}
