using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>What is measured of job runs over windows: the last 24 hours, and the sliding window of the other page.</summary>
internal static class JobRunWindows
{
    private static readonly SlidingFamilies Sliding = new("job_id", "job_name");

    private static readonly MetricFamily Runs = new(
        "databricks_job_runs_total", MetricType.Untyped, "Job runs that started in the last 24 hours.", "workspace_id");

    private static readonly MetricFamily RunStatus = new(
        "databricks_job_run_status", MetricType.Gauge, "Job runs that started in the last 24 hours, by final state, RUNNING ones included.",
        "workspace_id", "status");

    private static readonly MetricFamily SlaMisses = new(
        "databricks_job_sla_miss_total", MetricType.Untyped,
        "Job runs that started in the last 24 hours and took, or are taking, longer than their service level.", "workspace_id");

    private static readonly MetricFamily RunDuration = new(
        "databricks_job_run_duration_seconds", MetricType.Untyped,
        "Seconds that whole job runs took which ended in the last 24 hours and did start, by quantile.", "workspace_id", "quantile");

    private static readonly MetricFamily TaskRetries = new(
        "databricks_task_retries_total", MetricType.Untyped,
        "Task attempts beyond the first in job runs that started in the last 24 hours.", "workspace_id");

    private static readonly MetricFamily SlidingRuns = Sliding.New(
        "databricks_job_runs_sliding", "Job runs that started in the sliding window.");

    private static readonly MetricFamily SlidingRunStatus = Sliding.New(
        "databricks_job_run_status_sliding", "Job runs that started in the sliding window, by final state.", "status");

    private static readonly MetricFamily SlidingSlaMisses = Sliding.New(
        "databricks_job_sla_miss_sliding", "Job runs that started in the sliding window and took longer than their service level.");

    private static readonly MetricFamily SlidingRunDuration = Sliding.New(
        "databricks_job_run_duration_seconds_sliding", "Seconds that whole job runs took which ended in the sliding window.", "quantile");

    private static readonly MetricFamily SlidingTaskRetries = Sliding.New(
        "databricks_task_retries_sliding", "Task attempts beyond the first in job runs that started in the sliding window.", "task_key");

    // One row a run: when it started, what it is now, how long it took so far, and its own service level. A run in progress goes on
    // after its last slice. Submitted runs have a job id each and are told apart by their logical name instead.
    private static readonly string WholeRuns =
        $"""
        WITH slices AS (
          SELECT workspace_id, run_id, job_id, run_type, run_name, period_start_time, period_end_time, result_state,
            ROW_NUMBER() OVER (PARTITION BY workspace_id, run_id ORDER BY period_end_time DESC, period_start_time DESC) AS recency
          FROM system.lakeflow.job_run_timeline
          WHERE period_end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        ),
        folded AS (
          SELECT workspace_id, run_id, MAX(job_id) AS job_id, MAX(run_type) AS run_type, MAX(run_name) AS run_name,
            MIN(period_start_time) AS started, MAX(period_end_time) AS last_seen,
            MAX(CASE WHEN recency = 1 THEN result_state END) AS result_state,
            SUM(UNIX_MILLIS(period_end_time) - UNIX_MILLIS(period_start_time)) / 1000.0 AS busy_seconds
          FROM slices
          GROUP BY workspace_id, run_id
        ),
        {LogicalJobName.NewestJobs("tags")},
        runs AS (
          SELECT f.workspace_id, f.run_id, f.started, f.last_seen,
            CASE WHEN f.run_type = 'SUBMIT_RUN' THEN 'submitted' ELSE f.job_id END AS job_label,
            {LogicalJobName.Sql("j.name", "f.run_name")} AS job_name,
            CASE WHEN f.result_state IS NOT NULL THEN f.result_state
                 WHEN f.last_seen >= CAST(:as_of AS TIMESTAMP) - INTERVAL 2 HOURS THEN 'RUNNING'
                 ELSE 'UNKNOWN' END AS state,
            CASE WHEN f.result_state IS NULL AND f.last_seen >= CAST(:as_of AS TIMESTAMP) - INTERVAL 2 HOURS
                 THEN f.busy_seconds + (UNIX_MILLIS(CAST(:as_of AS TIMESTAMP)) - UNIX_MILLIS(f.last_seen)) / 1000.0
                 ELSE f.busy_seconds END AS seconds,
            COALESCE(
              TRY_CAST(NULLIF(regexp_extract(:sla_jobs, concat(',', f.workspace_id, '/', f.job_id, '=([0-9]+),'), 1), '') AS BIGINT),
              TRY_CAST(NULLIF(regexp_extract(:sla_jobs, concat(',', f.job_id, '=([0-9]+),'), 1), '') AS BIGINT),
              TRY_CAST(try_element_at(j.tags, :sla_tag) AS BIGINT),
              :sla_seconds) AS sla_seconds
          FROM folded f
          LEFT JOIN newest_jobs j ON j.workspace_id = f.workspace_id AND j.job_id = f.job_id AND j.recency = 1
        )
        """;

    private static readonly string RunsSql = WholeRuns +
        """

        SELECT workspace_id, job_label, job_name, state,
          SUM(CASE WHEN started >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS THEN 1 ELSE 0 END) AS runs,
          SUM(CASE WHEN started >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS AND seconds > sla_seconds THEN 1 ELSE 0 END) AS sla_misses,
          SUM(CASE WHEN started >= :jobs_since THEN 1 ELSE 0 END) AS sliding_runs,
          SUM(CASE WHEN started >= :jobs_since AND seconds > sla_seconds THEN 1 ELSE 0 END) AS sliding_sla_misses
        FROM runs
        WHERE started >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS OR started >= :jobs_since
        GROUP BY GROUPING SETS ((workspace_id), (workspace_id, state), (workspace_id, job_label, job_name),
          (workspace_id, job_label, job_name, state))
        """;

    private static readonly string DurationsSql = WholeRuns +
        """
        ,
        ended AS (
          SELECT workspace_id, job_label, job_name,
            CASE WHEN last_seen >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS THEN seconds END AS seconds,
            CASE WHEN last_seen >= :jobs_since THEN seconds END AS sliding_seconds
          FROM runs
          WHERE state NOT IN ('RUNNING', 'UNKNOWN') AND last_seen > started
            AND (last_seen >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS OR last_seen >= :jobs_since)
        )
        SELECT workspace_id, CAST(NULL AS STRING) AS job_label, CAST(NULL AS STRING) AS job_name,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY seconds) AS p50,
          PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY seconds) AS p95,
          PERCENTILE_CONT(0.99) WITHIN GROUP (ORDER BY seconds) AS p99
        FROM ended
        WHERE seconds IS NOT NULL
        GROUP BY workspace_id
        UNION ALL
        SELECT workspace_id, job_label, job_name,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY sliding_seconds) AS p50,
          PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY sliding_seconds) AS p95,
          PERCENTILE_CONT(0.99) WITHIN GROUP (ORDER BY sliding_seconds) AS p99
        FROM ended
        WHERE sliding_seconds IS NOT NULL
        GROUP BY workspace_id, job_label, job_name
        """;

    // The tasks inside a for-each are its iterations, not attempts: they have the for-each run as parent.
    private static readonly string TaskRetriesSql = WholeRuns +
        """
        ,
        task_attempts AS (
          SELECT t.workspace_id, t.job_run_id, t.task_key, MAX(runs.job_label) AS job_label, MAX(runs.job_name) AS job_name,
            MAX(runs.started) AS started, COUNT(DISTINCT t.run_id) AS attempts
          FROM system.lakeflow.job_task_run_timeline t
          JOIN runs ON t.workspace_id = runs.workspace_id AND t.job_run_id = runs.run_id
          WHERE (runs.started >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS OR runs.started >= :jobs_since)
            AND (t.period_end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS OR t.period_end_time >= :jobs_since)
            AND COALESCE(t.parent_run_id, t.job_run_id) = t.job_run_id
          GROUP BY t.workspace_id, t.job_run_id, t.task_key
        )
        SELECT workspace_id, CAST(NULL AS STRING) AS job_label, CAST(NULL AS STRING) AS job_name, CAST(NULL AS STRING) AS task_key,
          SUM(attempts - 1) AS retries
        FROM task_attempts
        WHERE started >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS
        GROUP BY workspace_id
        UNION ALL
        SELECT workspace_id, job_label, job_name, task_key, SUM(attempts - 1) AS retries
        FROM task_attempts
        WHERE started >= :jobs_since AND attempts > 1
        GROUP BY workspace_id, job_label, job_name, task_key
        """;

    public static IReadOnlyList<Measure> Measures { get; } =
    [
        new("runs", RunsSql, [Runs, RunStatus, SlaMisses, SlidingRuns, SlidingRunStatus, SlidingSlaMisses], ReadRuns),
        new("durations", DurationsSql, [RunDuration, SlidingRunDuration], ReadDurations),
        new("task_retries", TaskRetriesSql, [TaskRetries, SlidingTaskRetries], ReadTaskRetries),
    ];

    private static IEnumerable<Sample> ReadRuns(SqlRow row)
    {
        var window = new WindowedRow(row, "job_label", "job_name");
        var runs = window.Count("runs");
        if (window.IsSliding && runs == 0)
            return [];
        return row.Text("state") is { } state
            ? [window.Of(RunStatus, SlidingRunStatus).Sample(runs, [.. window.Labels, state])]
            :
            [
                window.Of(Runs, SlidingRuns).Sample(runs, window.Labels),
                window.Of(SlaMisses, SlidingSlaMisses).Sample(window.Count("sla_misses"), window.Labels),
            ];
    }

    private static IEnumerable<Sample> ReadDurations(SqlRow row)
    {
        var window = new WindowedRow(row, "job_label", "job_name");
        return window.Of(RunDuration, SlidingRunDuration).Quantiles(row, window.Labels);
    }

    private static IEnumerable<Sample> ReadTaskRetries(SqlRow row)
    {
        var window = new WindowedRow(row, "job_label", "job_name", "task_key");
        return [window.Of(TaskRetries, SlidingTaskRetries).Sample(row.RequiredInt64("retries"), window.Labels)];
    }
}
