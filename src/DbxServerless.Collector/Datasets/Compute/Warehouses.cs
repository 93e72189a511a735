using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Compute;

/// <summary>SQL warehouses from <c>system.compute.warehouses</c>, whose rows are versions: the newest one counts, deletions included.</summary>
public sealed class Warehouses : SqlDataset<Warehouse>
{
    public override DatasetInfo Info { get; } = new(
        "warehouses", "DbxWarehouses", ScopeKind.Region, ScheduleGroup.Regular, DatasetKind.State,
        "SQL warehouses with size, scaling and auto-stop.")
    {
        SystemTables = ["system.compute.warehouses"],
    };

    protected override string RecordsSql =>
        """
        WITH versions AS (
          SELECT workspace_id, warehouse_id, warehouse_name, warehouse_type, warehouse_channel, warehouse_size, min_clusters, max_clusters,
            auto_stop_minutes, tags, change_time, delete_time,
            ROW_NUMBER() OVER (PARTITION BY workspace_id, warehouse_id ORDER BY change_time DESC) AS recency
          FROM system.compute.warehouses
          WHERE :workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id)
        )
        SELECT workspace_id, warehouse_id, warehouse_name, warehouse_type, warehouse_channel, warehouse_size, min_clusters, max_clusters,
          auto_stop_minutes, tags, change_time, delete_time
        FROM versions
        WHERE recency = 1
        """;

    protected override Warehouse Read(SqlRow row) => new()
    {
        WorkspaceId = row.RequiredText("workspace_id"),
        WarehouseId = row.RequiredText("warehouse_id"),
        WarehouseName = row.Text("warehouse_name"),
        WarehouseType = row.Text("warehouse_type"),
        Channel = row.Text("warehouse_channel"),
        Size = row.Text("warehouse_size"),
        MinClusters = row.Int64("min_clusters"),
        MaxClusters = row.Int64("max_clusters"),
        AutoStopMinutes = row.Int64("auto_stop_minutes"),
        Tags = row.TextMap("tags"),
        ChangeTime = row.RequiredTimestamp("change_time"),
        DeleteTime = row.Timestamp("delete_time"),
    };

    protected override IReadOnlyList<string> Key(Warehouse record) => [record.WorkspaceId, record.WarehouseId];

    protected override DateTimeOffset EventTime(Warehouse record) => record.ChangeTime;

    protected override bool IsDeleted(Warehouse record) => record.DeleteTime is not null;
}
