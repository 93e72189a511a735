using DbxServerless.Collector.Datasets.Billing;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>Baselines of every job from its runs and their billed usage, folded in the warehouse.</summary>
public sealed class JobBaselines : SqlDataset<JobBaseline>
{
    // The clouds' own machines are not in Databricks' bill: the basis says what an amount holds.
    private const string ListPriceOfDbus = "list_price_of_dbus";

    private static readonly MetricFamily Cost = new(
        "databricks_job_cost_usd", MetricType.Gauge,
        "US dollars that the runs of a job cost in the last 7 days of usage, those of several tasks and their repairs included, at the list price valid when they ran. " +
        "The basis tells what is in it: DBUs, and not the machines of classic clusters, which databricks_job_vm_cost_usd has. Usage arrives up to two days late.",
        "workspace_id", "job_name", "basis")
    {
        OpenTelemetryName = "databricks.job.cost",
        OpenTelemetryUnit = "{USD}",
    };

    public override DatasetInfo Info { get; } = new(
        "job_baselines", "DbxJobBaselines", ScopeKind.Region, ScheduleGroup.Slow, DatasetKind.State,
        "Median and p95 of duration and cost, and success, of every job over 7 and 30 days.")
    {
        SystemTables =
        [
            "system.lakeflow.job_run_timeline", "system.lakeflow.jobs", "system.billing.usage", "system.billing.list_prices",
        ],
    };

    protected override string RecordsSql =>
        $"""
        WITH slices AS (
          SELECT workspace_id, run_id, job_id, run_type, run_name, period_start_time, period_end_time, result_state,
            ROW_NUMBER() OVER (PARTITION BY workspace_id, run_id ORDER BY period_end_time DESC, period_start_time DESC) AS recency
          FROM system.lakeflow.job_run_timeline
          WHERE period_end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS AND COALESCE(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        ),
        runs AS (
          SELECT workspace_id, run_id, MAX(job_id) AS job_id, MAX(run_type) AS run_type, MAX(run_name) AS run_name,
            MAX(CASE WHEN recency = 1 THEN result_state END) AS state, MAX(period_end_time) AS ended,
            SUM(UNIX_MILLIS(period_end_time) - UNIX_MILLIS(period_start_time)) / 1000.0 AS seconds
          FROM slices
          GROUP BY workspace_id, run_id
        ),
        {LogicalJobName.NewestJobs()},
        costs AS (
          SELECT u.workspace_id, u.usage_metadata.job_run_id AS run_id,
            CAST(SUM({PricedUsage.Cost}) AS DOUBLE) AS cost, MAX(p.currency_code) AS currency_code
          FROM system.billing.usage u
          JOIN system.billing.list_prices p
            ON {PricedUsage.Join}
          WHERE u.usage_date >= CAST(CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS AS DATE) AND u.usage_metadata.job_run_id IS NOT NULL
          GROUP BY u.workspace_id, u.usage_metadata.job_run_id
        ),
        finished AS (
          SELECT r.workspace_id, CASE WHEN r.run_type = 'SUBMIT_RUN' THEN '' ELSE r.job_id END AS job_key,
            {LogicalJobName.Sql("j.name", "r.run_name")} AS logical_job,
            r.state, r.ended, c.cost, c.currency_code,
            CASE WHEN r.state = 'SUCCEEDED' THEN r.seconds END AS normal_seconds,
            CASE WHEN r.state = 'SUCCEEDED' THEN 1.0 WHEN r.state IN ('FAILED', 'ERROR', 'TIMED_OUT') THEN 0.0 END AS success,
            r.ended >= CAST(:as_of AS TIMESTAMP) - INTERVAL 7 DAYS AS is_recent
          FROM runs r
          LEFT JOIN newest_jobs j ON j.workspace_id = r.workspace_id AND j.job_id = r.job_id AND j.recency = 1
          LEFT JOIN costs c ON c.workspace_id = r.workspace_id AND c.run_id = r.run_id
          WHERE r.state IS NOT NULL AND r.ended >= CAST(:as_of AS TIMESTAMP) - INTERVAL 30 DAYS
        )
        SELECT workspace_id, job_key, logical_job, MAX(ended) AS last_run, MAX(currency_code) AS currency_code,
          SUM(CASE WHEN is_recent THEN 1 ELSE 0 END) AS runs_7d, COUNT(*) AS runs_30d,
          AVG(CASE WHEN is_recent THEN success END) AS success_7d, AVG(success) AS success_30d,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY CASE WHEN is_recent THEN normal_seconds END) AS median_seconds_7d,
          PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY CASE WHEN is_recent THEN normal_seconds END) AS p95_seconds_7d,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY normal_seconds) AS median_seconds_30d,
          PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY normal_seconds) AS p95_seconds_30d,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY CASE WHEN is_recent THEN cost END) AS median_cost_7d,
          PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY CASE WHEN is_recent THEN cost END) AS p95_cost_7d,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY cost) AS median_cost_30d,
          PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY cost) AS p95_cost_30d
        FROM finished
        GROUP BY workspace_id, job_key, logical_job
        """;

    protected override IReadOnlyList<Measure> Measures { get; } = [new("job_cost", JobCostSql, [Cost], ReadCost)];

    private static string JobCostSql =>
        $"""
        WITH named_runs AS (
          SELECT workspace_id, run_id, MAX(run_name) AS run_name
          FROM system.lakeflow.job_run_timeline
          WHERE period_end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 14 DAYS
          GROUP BY workspace_id, run_id
        ),
        {LogicalJobName.NewestJobs()},
        used AS (
          SELECT u.workspace_id, {LogicalJobName.Sql("j.name", "r.run_name")} AS logical_job, {PricedUsage.Cost} AS cost, p.currency_code
          FROM system.billing.usage u
          JOIN system.billing.list_prices p
            ON {PricedUsage.Join}
          LEFT JOIN named_runs r ON r.workspace_id = u.workspace_id AND r.run_id = u.usage_metadata.job_run_id
          LEFT JOIN newest_jobs j ON j.workspace_id = u.workspace_id AND j.job_id = u.usage_metadata.job_id AND j.recency = 1
          WHERE u.usage_date > CAST(CAST(:as_of AS TIMESTAMP) - INTERVAL 7 DAYS AS DATE)
            AND u.usage_unit = 'DBU' AND u.usage_metadata.job_run_id IS NOT NULL
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), u.workspace_id))
        )
        SELECT workspace_id, logical_job, CAST(SUM(cost) AS DOUBLE) AS cost, MAX(currency_code) AS currency_code
        FROM used
        GROUP BY workspace_id, logical_job
        """;

    protected override JobBaseline Read(SqlRow row) => new()
    {
        WorkspaceId = row.RequiredText("workspace_id"),
        JobId = row.Text("job_key") is { Length: > 0 } job ? job : null,
        LogicalJob = row.RequiredText("logical_job"),
        LastRunTime = row.RequiredTimestamp("last_run"),
        Runs7Days = row.RequiredInt64("runs_7d"),
        Runs30Days = row.RequiredInt64("runs_30d"),
        SuccessRate7Days = row.Double("success_7d"),
        SuccessRate30Days = row.Double("success_30d"),
        MedianSeconds7Days = row.Double("median_seconds_7d"),
        P95Seconds7Days = row.Double("p95_seconds_7d"),
        MedianSeconds30Days = row.Double("median_seconds_30d"),
        P95Seconds30Days = row.Double("p95_seconds_30d"),
        MedianCost7Days = row.Double("median_cost_7d"),
        P95Cost7Days = row.Double("p95_cost_7d"),
        MedianCost30Days = row.Double("median_cost_30d"),
        P95Cost30Days = row.Double("p95_cost_30d"),
        Currency = row.Text("currency_code"),
    };

    protected override IReadOnlyList<string> Key(JobBaseline record) =>
        record.JobId is { } job ? [record.WorkspaceId, "job", job] : [record.WorkspaceId, "submitted", record.LogicalJob];

    protected override DateTimeOffset EventTime(JobBaseline record) => record.LastRunTime;

    private static IEnumerable<Sample> ReadCost(SqlRow row)
    {
        if (row.Double("cost") is { } cost && row.Text("currency_code") == "USD")
            yield return Cost.Sample(cost, row.RequiredText("workspace_id"), row.RequiredText("logical_job"), ListPriceOfDbus);
    }
}
