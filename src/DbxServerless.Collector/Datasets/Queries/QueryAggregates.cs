using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Queries;

/// <summary>
/// SQL queries in five-minute aggregates: one record a query would be the bulk of the bill. A bucket is always summed whole, and counted
/// when it is old enough that late rows are not to be expected.
/// </summary>
public sealed class QueryAggregates : SqlDataset<QueryAggregate>
{
    private const long BucketMs = 300_000;

    private static readonly MetricFamily Finished = new(
        "databricks_queries_finished_total", MetricType.Counter,
        "SQL queries that ended, by status, counted once each when their five minutes are complete.", "workspace_id", "warehouse_id", "status");

    private static readonly MetricFamily Seconds = new(
        "databricks_query_seconds", MetricType.Histogram,
        "Seconds that ended SQL queries took, counted once each when their five minutes are complete.", "workspace_id", "warehouse_id")
    {
        Buckets = DurationBuckets.Queries,
    };

    public override DatasetInfo Info { get; } = new(
        "query_aggregates", "DbxQueryAggregates", ScopeKind.Region, ScheduleGroup.Regular, DatasetKind.Events,
        "SQL queries by warehouse, group of users and status in five-minute aggregates.")
    {
        SystemTables = ["system.query.history"],
        Overlap = TimeSpan.FromHours(3),
        Reconciliation = TimeSpan.FromDays(2),
        Remembers = TimeSpan.FromDays(10),
    };

    // One column for each bucket, and one for what is longer.
    private static readonly string DurationCounts = string.Join(
        ", ",
        Enumerable.Range(0, DurationBuckets.Queries.Count + 1).Select(bucket => $"SUM(CASE WHEN {IsInBucket(bucket)} THEN 1 ELSE 0 END) AS duration{bucket}"));

    protected override string RecordsSql =>
        $"""
        WITH statements AS (
          SELECT workspace_id, COALESCE(compute.warehouse_id, '') AS warehouse_id,
            CASE WHEN executed_by LIKE '%@%' THEN 'people' ELSE 'service_principals' END AS user_group, execution_status,
            CAST(FLOOR(UNIX_MILLIS(end_time) / 300000) AS BIGINT) AS bucket, update_time, total_duration_ms, total_task_duration_ms,
            COALESCE(waiting_for_compute_duration_ms, 0) + COALESCE(waiting_at_capacity_duration_ms, 0) AS waiting_ms,
            read_bytes, spilled_local_bytes, from_result_cache
          FROM system.query.history
          WHERE end_time >= CAST(:changed_from AS TIMESTAMP) - INTERVAL 2 DAYS AND start_time >= CAST(:changed_from AS TIMESTAMP) - INTERVAL 4 DAYS
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        ),
        changed AS (
          SELECT DISTINCT workspace_id, warehouse_id, user_group, execution_status, bucket
          FROM statements
          WHERE {Shards.Holds("workspace_id, warehouse_id")}
            AND update_time >= :changed_from AND bucket > CAST(FLOOR((UNIX_MILLIS(CAST(:changed_from AS TIMESTAMP)) - 172800000) / 300000) AS BIGINT)
        )
        SELECT s.workspace_id, s.warehouse_id, s.user_group, s.execution_status, s.bucket,
          (s.bucket + 1) * 300000 <= UNIX_MILLIS(CAST(:as_of AS TIMESTAMP)) - 7200000 AS is_closed,
          COUNT(*) AS queries,
          SUM(CASE WHEN s.execution_status = 'FAILED' OR s.total_duration_ms >= :slow_query_ms OR s.total_task_duration_ms >= :costly_task_ms
                   THEN 1 ELSE 0 END) AS notable_queries,
          SUM(CASE WHEN s.from_result_cache THEN 1 ELSE 0 END) AS cached_queries,
          {DurationCounts},
          COALESCE(SUM(s.total_duration_ms), 0) AS duration_ms, COALESCE(MAX(s.total_duration_ms), 0) AS max_duration_ms,
          SUM(s.waiting_ms) AS waiting_ms, COALESCE(SUM(s.total_task_duration_ms), 0) AS task_ms,
          COALESCE(SUM(s.read_bytes), 0) AS read_bytes, COALESCE(SUM(s.spilled_local_bytes), 0) AS spilled_bytes
        FROM statements s
        JOIN changed c ON s.workspace_id = c.workspace_id AND s.warehouse_id = c.warehouse_id AND s.user_group = c.user_group
          AND s.execution_status = c.execution_status AND s.bucket = c.bucket
        GROUP BY s.workspace_id, s.warehouse_id, s.user_group, s.execution_status, s.bucket
        """;

    protected override IReadOnlyList<Counter<QueryAggregate>> Counters { get; } =
    [
        new(Finished, queries => [queries.WorkspaceId, queries.WarehouseId ?? "serverless", queries.Status], queries => queries.Queries),
        new(Seconds, queries => [queries.WorkspaceId, queries.WarehouseId ?? "serverless"])
        {
            Observed = queries => new Distribution(queries.DurationCounts, queries.DurationMs / 1000.0),
        },
    ];

    protected override QueryAggregate Read(SqlRow row) => new()
    {
        WorkspaceId = row.RequiredText("workspace_id"),
        WarehouseId = row.RequiredText("warehouse_id") is { Length: > 0 } warehouse ? warehouse : null,
        UserGroup = row.RequiredText("user_group"),
        Status = row.RequiredText("execution_status"),
        StartTime = DateTimeOffset.FromUnixTimeMilliseconds(row.RequiredInt64("bucket") * BucketMs),
        IsClosed = row.RequiredBoolean("is_closed"),
        Queries = row.RequiredInt64("queries"),
        NotableQueries = row.RequiredInt64("notable_queries"),
        CachedQueries = row.RequiredInt64("cached_queries"),
        DurationCounts = [.. Enumerable.Range(0, DurationBuckets.Queries.Count + 1).Select(bucket => row.RequiredInt64($"duration{bucket}"))],
        DurationMs = row.RequiredInt64("duration_ms"),
        MaxDurationMs = row.RequiredInt64("max_duration_ms"),
        WaitingMs = row.RequiredInt64("waiting_ms"),
        TaskMs = row.RequiredInt64("task_ms"),
        ReadBytes = row.RequiredInt64("read_bytes"),
        SpilledBytes = row.RequiredInt64("spilled_bytes"),
    };

    protected override IReadOnlyList<string> Key(QueryAggregate record) =>
    [
        record.WorkspaceId, record.WarehouseId ?? "", record.UserGroup, record.Status, record.StartTime.ToUnixTimeMilliseconds().ToString(),
    ];

    protected override DateTimeOffset EventTime(QueryAggregate record) => record.StartTime;

    protected override bool IsFinal(QueryAggregate record) => record.IsClosed;

    private static string IsInBucket(int bucket)
    {
        const string Milliseconds = "COALESCE(s.total_duration_ms, 0)";
        var above = bucket > 0 ? $"{Milliseconds} > {DurationBuckets.Queries[bucket - 1] * 1000:0}" : null;
        var upTo = bucket < DurationBuckets.Queries.Count ? $"{Milliseconds} <= {DurationBuckets.Queries[bucket] * 1000:0}" : null;
        return string.Join(" AND ", new[] { above, upTo }.OfType<string>());
    }
}
