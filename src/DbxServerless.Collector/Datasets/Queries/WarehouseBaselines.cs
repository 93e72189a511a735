using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Queries;

/// <summary>Baselines of the queries of every SQL warehouse, folded in the warehouse.</summary>
public sealed class WarehouseBaselines : SqlDataset<WarehouseBaseline>
{
    public override DatasetInfo Info { get; } = new(
        "warehouse_baselines", "DbxWarehouseBaselines", ScopeKind.Region, ScheduleGroup.Slow, DatasetKind.State,
        "Number, failures and latency of the queries of every SQL warehouse over 7 days.")
    {
        SystemTables = ["system.query.history"],
    };

    protected override string RecordsSql =>
        """
        WITH queries AS (
          SELECT workspace_id, compute.warehouse_id AS warehouse_id, execution_status, end_time,
            CASE WHEN execution_status = 'FINISHED' THEN CAST(total_duration_ms AS DOUBLE) END AS finished_ms
          FROM system.query.history
          WHERE end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 7 DAYS AND start_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 9 DAYS
            AND compute.warehouse_id IS NOT NULL
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        )
        SELECT workspace_id, warehouse_id, MAX(end_time) AS last_query, COUNT(*) AS queries_7d,
          SUM(CASE WHEN execution_status = 'FAILED' THEN 1 ELSE 0 END) AS failed_7d, AVG(finished_ms) AS mean_ms_7d,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY finished_ms) AS median_ms_7d,
          PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY finished_ms) AS p95_ms_7d
        FROM queries
        GROUP BY workspace_id, warehouse_id
        """;

    protected override WarehouseBaseline Read(SqlRow row) => new()
    {
        WorkspaceId = row.RequiredText("workspace_id"),
        WarehouseId = row.RequiredText("warehouse_id"),
        LastQueryTime = row.RequiredTimestamp("last_query"),
        Queries7Days = row.RequiredInt64("queries_7d"),
        Failed7Days = row.RequiredInt64("failed_7d"),
        MeanMs7Days = row.Double("mean_ms_7d"),
        MedianMs7Days = row.Double("median_ms_7d"),
        P95Ms7Days = row.Double("p95_ms_7d"),
    };

    protected override IReadOnlyList<string> Key(WarehouseBaseline record) => [record.WorkspaceId, record.WarehouseId];

    protected override DateTimeOffset EventTime(WarehouseBaseline record) => record.LastQueryTime;
}
