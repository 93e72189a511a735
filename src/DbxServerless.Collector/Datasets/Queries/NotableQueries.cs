using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Queries;

/// <summary>
/// Statements from <c>system.query.history</c> that are worth a record of their own, and the windows over all statements.
/// Rows come only after a statement has ended.
/// </summary>
public sealed class NotableQueries : SqlDataset<NotableQuery>
{
    private static readonly SlidingFamilies Sliding = new("warehouse_id");

    private static readonly MetricFamily Queries = new(
        "databricks_queries_total", MetricType.Untyped, "SQL queries that ended in the last hour.", "workspace_id");

    private static readonly MetricFamily Errors = new(
        "databricks_query_errors_total", MetricType.Untyped, "SQL queries that failed in the last hour.", "workspace_id");

    private static readonly MetricFamily Duration = new(
        "databricks_query_duration_seconds", MetricType.Untyped, "Seconds that SQL queries took which ended in the last hour, by quantile.",
        "workspace_id", "quantile");

    private static readonly MetricFamily Running = new(
        "databricks_queries_running", MetricType.Gauge, "Greatest number of SQL queries that ran at the same time within the last hour.",
        "workspace_id");

    private static readonly MetricFamily SlidingQueries = Sliding.New(
        "databricks_queries_sliding", "SQL queries that ended in the sliding window.");

    private static readonly MetricFamily SlidingErrors = Sliding.New(
        "databricks_query_errors_sliding", "SQL queries that failed in the sliding window.");

    private static readonly MetricFamily SlidingDuration = Sliding.New(
        "databricks_query_duration_seconds_sliding", "Seconds that SQL queries took which ended in the sliding window.", "quantile");

    private static readonly MetricFamily SlidingRunning = Sliding.New(
        "databricks_queries_running_sliding", "Greatest number of SQL queries that ran at the same time within the sliding window.");

    public override DatasetInfo Info { get; } = new(
        "notable_queries", "DbxQueries", ScopeKind.Region, ScheduleGroup.Regular, DatasetKind.Events,
        "SQL queries that failed, were slow or were costly.")
    {
        SystemTables = ["system.query.history"],
        Overlap = TimeSpan.FromHours(3),
        Reconciliation = TimeSpan.FromDays(2),
    };

    protected override string RecordsSql =>
        $"""
        SELECT workspace_id, statement_id,
          CASE WHEN execution_status = 'FAILED' THEN 'FAILED'
               WHEN total_duration_ms >= :slow_query_ms THEN 'SLOW'
               ELSE 'COSTLY' END AS reason,
          execution_status, compute.type AS compute_type, compute.warehouse_id AS warehouse_id, statement_type, statement_text,
          error_message, executed_by, client_application, start_time, end_time, total_duration_ms, waiting_for_compute_duration_ms,
          waiting_at_capacity_duration_ms, compilation_duration_ms, execution_duration_ms, total_task_duration_ms, read_bytes, read_rows,
          read_files, pruned_files, produced_rows, written_bytes, spilled_local_bytes, shuffle_read_bytes,
          query_source.job_info.job_id AS job_id, query_source.job_info.job_run_id AS job_run_id, query_source.dashboard_id AS dashboard_id
        FROM system.query.history
        WHERE update_time >= :changed_from
          AND {Shards.Holds("workspace_id, statement_id")}
          AND (execution_status = 'FAILED' OR total_duration_ms >= :slow_query_ms OR total_task_duration_ms >= :costly_task_ms)
          AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        """;

    protected override IReadOnlyList<Measure> Measures { get; } =
    [
        new("queries", QueriesSql, [Queries, Errors, Duration, SlidingQueries, SlidingErrors, SlidingDuration], ReadQueries),
        new("concurrency", ConcurrencySql, [Running, SlidingRunning], ReadConcurrency),
    ];

    // Windows twice: the last hour of a workspace, and the sliding one of each warehouse. Serverless compute has no warehouse.
    private const string Windows =
        """
        WITH statements AS (
          SELECT workspace_id, COALESCE(compute.warehouse_id, 'serverless') AS warehouse_id, execution_status, start_time, end_time,
            total_duration_ms / 1000.0 AS seconds
          FROM system.query.history
          WHERE end_time <= :as_of AND (end_time > CAST(:as_of AS TIMESTAMP) - INTERVAL 1 HOUR OR end_time > :queries_since)
            AND start_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 3 DAYS
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        ),
        windowed AS (
          SELECT workspace_id, CAST(NULL AS STRING) AS warehouse_id, execution_status, seconds, end_time AS ended,
            GREATEST(start_time, CAST(:as_of AS TIMESTAMP) - INTERVAL 1 HOUR) AS began
          FROM statements
          WHERE end_time > CAST(:as_of AS TIMESTAMP) - INTERVAL 1 HOUR
          UNION ALL
          SELECT workspace_id, warehouse_id, execution_status, seconds, end_time AS ended, GREATEST(start_time, :queries_since) AS began
          FROM statements
          WHERE end_time > :queries_since
        )
        """;

    private const string QueriesSql = Windows +
        """

        SELECT workspace_id, warehouse_id, COUNT(*) AS queries, SUM(CASE WHEN execution_status = 'FAILED' THEN 1 ELSE 0 END) AS errors,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY seconds) AS p50,
          PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY seconds) AS p95,
          PERCENTILE_CONT(0.99) WITHIN GROUP (ORDER BY seconds) AS p99
        FROM windowed
        GROUP BY workspace_id, warehouse_id
        """;

    // A sweep over beginnings and ends; at the same instant ends come first.
    private const string ConcurrencySql = Windows +
        """
        ,
        edges AS (
          SELECT workspace_id, warehouse_id, began AS edge_time, 1 AS step FROM windowed
          UNION ALL
          SELECT workspace_id, warehouse_id, ended AS edge_time, -1 AS step FROM windowed
        ),
        sweep AS (
          SELECT workspace_id, warehouse_id,
            SUM(step) OVER (PARTITION BY workspace_id, warehouse_id ORDER BY edge_time, step
              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS at_once
          FROM edges
        )
        SELECT workspace_id, warehouse_id, MAX(at_once) AS most_running FROM sweep GROUP BY workspace_id, warehouse_id
        """;

    protected override NotableQuery Read(SqlRow row) => new()
    {
        WorkspaceId = row.RequiredText("workspace_id"),
        StatementId = row.RequiredText("statement_id"),
        Reason = row.RequiredText("reason"),
        Status = row.RequiredText("execution_status"),
        ComputeType = row.Text("compute_type"),
        WarehouseId = row.Text("warehouse_id"),
        StatementType = row.Text("statement_type"),
        StatementText = row.Text("statement_text"),
        ErrorMessage = row.Text("error_message"),
        ExecutedBy = row.Text("executed_by"),
        ClientApplication = row.Text("client_application"),
        StartTime = row.RequiredTimestamp("start_time"),
        EndTime = row.Timestamp("end_time"),
        DurationMs = row.Int64("total_duration_ms"),
        WaitingForComputeMs = row.Int64("waiting_for_compute_duration_ms"),
        WaitingAtCapacityMs = row.Int64("waiting_at_capacity_duration_ms"),
        CompilationMs = row.Int64("compilation_duration_ms"),
        ExecutionMs = row.Int64("execution_duration_ms"),
        TaskMs = row.Int64("total_task_duration_ms"),
        ReadBytes = row.Int64("read_bytes"),
        ReadRows = row.Int64("read_rows"),
        ReadFiles = row.Int64("read_files"),
        PrunedFiles = row.Int64("pruned_files"),
        ProducedRows = row.Int64("produced_rows"),
        WrittenBytes = row.Int64("written_bytes"),
        SpilledBytes = row.Int64("spilled_local_bytes"),
        ShuffleReadBytes = row.Int64("shuffle_read_bytes"),
        JobId = row.Text("job_id"),
        JobRunId = row.Text("job_run_id"),
        DashboardId = row.Text("dashboard_id"),
    };

    protected override IReadOnlyList<string> Key(NotableQuery record) => [record.WorkspaceId, record.StatementId];

    protected override DateTimeOffset EventTime(NotableQuery record) => record.StartTime;

    private static IEnumerable<Sample> ReadQueries(SqlRow row)
    {
        var window = new WindowedRow(row, "warehouse_id");
        return
        [
            window.Of(Queries, SlidingQueries).Sample(row.RequiredInt64("queries"), window.Labels),
            window.Of(Errors, SlidingErrors).Sample(row.RequiredInt64("errors"), window.Labels),
            .. row.Double("p50") is null ? [] : window.Of(Duration, SlidingDuration).Quantiles(row, window.Labels),
        ];
    }

    private static IEnumerable<Sample> ReadConcurrency(SqlRow row)
    {
        var window = new WindowedRow(row, "warehouse_id");
        return [window.Of(Running, SlidingRunning).Sample(row.RequiredInt64("most_running"), window.Labels)];
    }
}
