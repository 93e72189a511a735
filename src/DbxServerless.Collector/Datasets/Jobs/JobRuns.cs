using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>
/// Job runs from <c>system.lakeflow.job_run_timeline</c>, a table of hourly slices of which only the last one of an attempt has a result.
/// Slices are folded into attempts before anything is counted.
/// </summary>
public sealed class JobRuns : SqlDataset<JobRun>
{
    private static readonly MetricFamily Finished = new(
        "databricks_job_runs_finished_total", MetricType.Counter,
        "Job runs and repairs that ended, by state, counted once each as they become final.", "workspace_id", "job_name", "state");

    private static readonly MetricFamily Seconds = new(
        "databricks_job_run_seconds", MetricType.Histogram, "Seconds that ended job runs and repairs took, counted once each.", "workspace_id")
    {
        Buckets = DurationBuckets.Runs,
    };

    public override DatasetInfo Info { get; } = new(
        "job_runs", "DbxJobRuns", ScopeKind.Region, ScheduleGroup.Regular, DatasetKind.Events,
        "Job runs with repairs, folded from hourly slices.")
    {
        SystemTables = ["system.lakeflow.job_run_timeline", "system.lakeflow.job_task_run_timeline", "system.lakeflow.jobs"],
    };

    protected override string RecordsSql =>
        $"""
        WITH changed AS (
          SELECT DISTINCT workspace_id, run_id
          FROM system.lakeflow.job_run_timeline
          WHERE period_end_time >= :changed_from
            AND {Shards.Holds("workspace_id, run_id")}
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        ),
        slices AS (
          SELECT t.*,
            COALESCE(SUM(CASE WHEN t.result_state IS NULL THEN 0 ELSE 1 END) OVER (
              PARTITION BY t.workspace_id, t.run_id ORDER BY t.period_end_time, t.period_start_time
              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS attempt
          FROM system.lakeflow.job_run_timeline t
          JOIN changed ON t.workspace_id = changed.workspace_id AND t.run_id = changed.run_id
          WHERE t.period_end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS
        ),
        attempts AS (
          SELECT workspace_id, run_id, attempt,
            MAX(job_id) AS job_id, MAX(run_name) AS run_name, MAX(run_type) AS run_type, MAX(trigger_type) AS trigger_type,
            MAX(result_state) AS result_state, MAX(termination_code) AS termination_code, MAX(termination_type) AS termination_type,
            MIN(period_start_time) AS started, MAX(period_end_time) AS last_seen,
            SUM(UNIX_MILLIS(period_end_time) - UNIX_MILLIS(period_start_time)) / 1000.0 AS duration_seconds,
            array_sort(array_distinct(flatten(collect_list(compute_ids)))) AS cluster_ids,
            MAX(source_task_run_id) AS source_task_run_id, MAX(root_task_run_id) AS root_task_run_id
          FROM slices
          GROUP BY workspace_id, run_id, attempt
        ),
        {LogicalJobName.NewestJobs()}
        SELECT a.workspace_id, a.run_id, a.attempt, a.job_id, j.name AS job_name, a.run_name, a.run_type, a.trigger_type,
          CASE WHEN a.result_state IS NOT NULL THEN a.result_state
               WHEN a.last_seen >= CAST(:as_of AS TIMESTAMP) - INTERVAL 2 HOURS THEN 'RUNNING'
               ELSE 'UNKNOWN' END AS state,
          a.termination_code, a.termination_type, a.started,
          CASE WHEN a.result_state IS NULL THEN NULL ELSE a.last_seen END AS ended,
          a.duration_seconds, a.cluster_ids, a.source_task_run_id, a.root_task_run_id,
          a.attempt = MAX(a.attempt) OVER (PARTITION BY a.workspace_id, a.run_id) AS is_latest
        FROM attempts a
        LEFT JOIN newest_jobs j ON j.workspace_id = a.workspace_id AND j.job_id = a.job_id AND j.recency = 1
        """;

    protected override IReadOnlyList<Measure> Measures => JobRunWindows.Measures;

    protected override IReadOnlyList<Counter<JobRun>> Counters { get; } =
    [
        new(Finished, run => [run.WorkspaceId, run.LogicalJob, run.State]),
        new(Seconds, run => [run.WorkspaceId], run => run.EndTime > run.StartTime ? run.DurationSeconds : null),
    ];

    protected override JobRun Read(SqlRow row)
    {
        var jobName = row.Text("job_name");
        var runName = row.Text("run_name");
        var (logicalJob, adfRunId) = LogicalJobName.Of(jobName, runName);
        return new JobRun
        {
            WorkspaceId = row.RequiredText("workspace_id"),
            JobId = row.RequiredText("job_id"),
            RunId = row.RequiredText("run_id"),
            Attempt = (int)row.RequiredInt64("attempt"),
            IsLatestAttempt = row.RequiredBoolean("is_latest"),
            JobName = jobName,
            RunName = runName,
            LogicalJob = logicalJob,
            AdfRunId = adfRunId,
            RunType = row.Text("run_type"),
            TriggerType = row.Text("trigger_type"),
            State = row.RequiredText("state"),
            TerminationCode = row.Text("termination_code"),
            TerminationType = row.Text("termination_type"),
            StartTime = row.RequiredTimestamp("started"),
            EndTime = row.Timestamp("ended"),
            DurationSeconds = row.RequiredDouble("duration_seconds"),
            ClusterIds = row.TextList("cluster_ids"),
            SourceTaskRunId = row.Text("source_task_run_id"),
            RootTaskRunId = row.Text("root_task_run_id"),
        };
    }

    protected override IReadOnlyList<string> Key(JobRun record) => [record.WorkspaceId, record.RunId, record.Attempt.ToString()];

    protected override DateTimeOffset EventTime(JobRun record) => record.StartTime;

    protected override bool IsFinal(JobRun record) => RunStates.IsFinal(record.State);
}
