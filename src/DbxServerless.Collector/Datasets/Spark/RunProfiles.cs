using DbxServerless.Collector.Datasets.Billing;
using DbxServerless.Collector.Datasets.Jobs;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>
/// What job runs did on compute without event logs, serverless compute and SQL warehouses, in the shape of the records of event logs: from the timings
/// of their tasks, their statements in <c>system.query.history</c>, and what serverless compute was billed for the run. What these do not tell is null.
/// Statements and usage arrive later than timings, and then the record is sent again.
/// </summary>
public sealed class RunProfiles : SqlDataset<RunProfile>
{
    private const string Profile = "PROFILE";
    private const string Billed = "billed";

    public override DatasetInfo Info { get; } = new(
        "run_profiles", "DbxRunProfiles", ScopeKind.Region, ScheduleGroup.Regular, DatasetKind.Events,
        "What each job run did on serverless compute or a SQL warehouse, which have no event logs: one record for each of them.")
    {
        SystemTables =
        [
            "system.lakeflow.job_task_run_timeline", "system.lakeflow.job_run_timeline", "system.lakeflow.jobs", "system.query.history",
            "system.billing.usage", "system.billing.list_prices",
        ],
        // Usage is up to two days late.
        Reconciliation = TimeSpan.FromDays(4),
    };

    protected override string RecordsSql =>
        $"""
        WITH told AS (
          SELECT workspace_id, job_run_id
          FROM system.lakeflow.job_task_run_timeline
          WHERE period_end_time >= :changed_from
          UNION ALL
          SELECT workspace_id, query_source.job_info.job_run_id AS job_run_id
          FROM system.query.history
          WHERE update_time >= :changed_from
          UNION ALL
          SELECT workspace_id, usage_metadata.job_run_id AS job_run_id
          FROM system.billing.usage
          WHERE ingestion_date >= CAST(CAST(:changed_from AS TIMESTAMP) - INTERVAL 1 DAY AS DATE)
            AND usage_date >= CAST(CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS AS DATE)
            AND usage_metadata.cluster_id IS NULL
        ),
        changed AS (
          SELECT DISTINCT workspace_id, job_run_id
          FROM told
          WHERE job_run_id IS NOT NULL AND {Shards.Holds("workspace_id, job_run_id")}
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        ),
        tasks AS (
          SELECT t.workspace_id, t.job_run_id, t.run_id, MAX(t.job_id) AS job_id, MAX(t.task_key) AS task_key, MAX(t.result_state) AS result_state,
            MIN(t.period_start_time) AS started, MAX(t.period_end_time) AS last_seen,
            MAX(array_max(transform(t.compute, c -> c.type))) AS compute_type,
            MAX(array_max(transform(t.compute, c -> c.warehouse_id))) AS warehouse_id
          FROM system.lakeflow.job_task_run_timeline t
          JOIN changed ON t.workspace_id = changed.workspace_id AND t.job_run_id = changed.job_run_id
          WHERE t.period_end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS
          GROUP BY t.workspace_id, t.job_run_id, t.run_id
        ),
        profiles AS (
          SELECT workspace_id, job_run_id, COALESCE(warehouse_id, 'serverless') AS compute_key, MAX(compute_type) AS compute_type,
            MAX(warehouse_id) AS warehouse_id, MAX(job_id) AS job_id,
            CASE WHEN COUNT(DISTINCT run_id) = 1 THEN MAX(run_id) END AS task_run_id,
            CASE WHEN COUNT(DISTINCT task_key) = 1 THEN MAX(task_key) END AS task_key,
            MIN(started) AS started, MAX(last_seen) AS ended
          FROM tasks
          WHERE compute_type IN ('WAREHOUSE', 'SERVERLESS_COMPUTE')
          GROUP BY workspace_id, job_run_id, COALESCE(warehouse_id, 'serverless')
          HAVING COUNT(*) = COUNT(result_state)
        ),
        runs AS (
          SELECT r.workspace_id, r.run_id, MAX(r.run_name) AS run_name, MIN(r.period_start_time) AS started
          FROM system.lakeflow.job_run_timeline r
          JOIN changed ON r.workspace_id = changed.workspace_id AND r.run_id = changed.job_run_id
          WHERE r.period_end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS
          GROUP BY r.workspace_id, r.run_id
        ),
        {LogicalJobName.NewestJobs()},
        statements AS (
          SELECT h.workspace_id, h.query_source.job_info.job_run_id AS run_id, COALESCE(h.compute.warehouse_id, 'serverless') AS compute_key,
            COUNT(*) AS queries, SUM(CASE WHEN h.execution_status = 'FAILED' THEN 1 ELSE 0 END) AS failed_queries,
            SUM(h.total_task_duration_ms) AS task_ms, SUM(h.read_bytes) AS read_bytes, SUM(h.read_rows) AS read_rows,
            SUM(h.written_bytes) AS written_bytes, SUM(h.written_rows) AS written_rows, SUM(h.shuffle_read_bytes) AS shuffle_read_bytes,
            SUM(h.spilled_local_bytes) AS spilled_bytes
          FROM system.query.history h
          JOIN changed ON h.workspace_id = changed.workspace_id AND h.query_source.job_info.job_run_id = changed.job_run_id
          WHERE h.start_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS AND h.compute.type IN ('WAREHOUSE', 'SERVERLESS_COMPUTE')
          GROUP BY h.workspace_id, h.query_source.job_info.job_run_id, COALESCE(h.compute.warehouse_id, 'serverless')
        ),
        costs AS (
          SELECT u.workspace_id, u.usage_metadata.job_run_id AS run_id, SUM({PricedUsage.Cost}) AS cost, MAX(p.currency_code) AS currency_code
          FROM system.billing.usage u
          JOIN changed ON u.workspace_id = changed.workspace_id AND u.usage_metadata.job_run_id = changed.job_run_id
          JOIN system.billing.list_prices p
            ON {PricedUsage.Join}
          WHERE u.usage_date >= CAST(CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS AS DATE)
            AND u.usage_unit = 'DBU' AND u.usage_metadata.cluster_id IS NULL
          GROUP BY u.workspace_id, u.usage_metadata.job_run_id
        )
        SELECT p.workspace_id, p.job_run_id, p.job_id, j.name AS job_name, r.run_name, p.task_run_id, p.task_key, p.compute_type, p.warehouse_id,
          r.started AS run_started, p.started, p.ended, s.queries, s.failed_queries, s.task_ms, s.read_bytes, s.read_rows, s.written_bytes, s.written_rows,
          s.shuffle_read_bytes, s.spilled_bytes, c.cost, c.currency_code
        FROM profiles p
        JOIN runs r ON r.workspace_id = p.workspace_id AND r.run_id = p.job_run_id
        LEFT JOIN newest_jobs j ON j.workspace_id = p.workspace_id AND j.job_id = p.job_id AND j.recency = 1
        LEFT JOIN statements s ON s.workspace_id = p.workspace_id AND s.run_id = p.job_run_id AND s.compute_key = p.compute_key
        LEFT JOIN costs c ON c.workspace_id = p.workspace_id AND c.run_id = p.job_run_id AND p.warehouse_id IS NULL
        """;

    protected override RunProfile Read(SqlRow row)
    {
        var (started, ended) = (row.RequiredTimestamp("started"), row.RequiredTimestamp("ended"));
        var taskMs = row.Int64("task_ms");
        var cost = row.Decimal("cost");
        return new RunProfile
        {
            WorkspaceId = row.RequiredText("workspace_id"),
            JobId = row.RequiredText("job_id"),
            RunId = row.RequiredText("job_run_id"),
            TaskRunId = row.Text("task_run_id"),
            TaskKey = row.Text("task_key"),
            LogicalJob = LogicalJobName.Of(row.Text("job_name"), row.Text("run_name")).Name,
            Source = Profile,
            ComputeType = row.RequiredText("compute_type"),
            WarehouseId = row.Text("warehouse_id"),
            RunStartTime = row.RequiredTimestamp("run_started"),
            StartTime = started,
            EndTime = ended,
            DurationSeconds = (ended - started).TotalSeconds,
            Queries = row.Int64("queries"),
            FailedQueries = row.Int64("failed_queries"),
            UsedCoreHours = ApplicationRecords.Rounded(taskMs / 3_600_000.0),
            TaskSeconds = taskMs / 1000.0,
            InputBytes = row.Int64("read_bytes"),
            InputRecords = row.Int64("read_rows"),
            OutputBytes = row.Int64("written_bytes"),
            OutputRecords = row.Int64("written_rows"),
            ShuffleReadBytes = row.Int64("shuffle_read_bytes"),
            DiskSpilledBytes = row.Int64("spilled_bytes"),
            Amount = ApplicationRecords.Rounded(cost),
            Currency = cost is null ? null : row.Text("currency_code"),
            Basis = cost is null ? null : Billed,
        };
    }

    protected override IReadOnlyList<string> Key(RunProfile record) => [record.WorkspaceId, record.RunId, record.WarehouseId ?? ""];

    protected override DateTimeOffset EventTime(RunProfile record) => record.RunStartTime;
}
