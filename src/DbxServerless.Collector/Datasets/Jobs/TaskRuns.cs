using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>Task runs from <c>system.lakeflow.job_task_run_timeline</c>: hourly slices folded to one record for each attempt of a task.</summary>
public sealed class TaskRuns : SqlDataset<TaskRun>
{
    private static readonly MetricFamily Finished = new(
        "databricks_task_runs_finished_total", MetricType.Counter, "Task runs that ended, by state, counted once each as they become final.",
        "workspace_id", "state");

    private static readonly MetricFamily Seconds = new(
        "databricks_task_run_seconds", MetricType.Histogram, "Seconds that ended task runs took, counted once each.", "workspace_id")
    {
        Buckets = DurationBuckets.Runs,
    };

    public override DatasetInfo Info { get; } = new(
        "task_runs", "DbxTaskRuns", ScopeKind.Region, ScheduleGroup.Regular, DatasetKind.Events,
        "Task runs, one for each attempt, folded from hourly slices.")
    {
        SystemTables = ["system.lakeflow.job_task_run_timeline"],
    };

    protected override string RecordsSql =>
        $"""
        WITH changed AS (
          SELECT DISTINCT workspace_id, run_id
          FROM system.lakeflow.job_task_run_timeline
          WHERE period_end_time >= :changed_from
            AND {Shards.Holds("workspace_id, run_id")}
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        ),
        folded AS (
          SELECT t.workspace_id, t.run_id, MAX(t.job_id) AS job_id, MAX(t.job_run_id) AS job_run_id, MAX(t.parent_run_id) AS parent_run_id,
            MAX(t.task_key) AS task_key, MAX(t.result_state) AS result_state, MAX(t.termination_code) AS termination_code,
            MAX(t.termination_type) AS termination_type,
            MIN(t.period_start_time) AS started, MAX(t.period_end_time) AS last_seen,
            SUM(UNIX_MILLIS(t.period_end_time) - UNIX_MILLIS(t.period_start_time)) / 1000.0 AS duration_seconds,
            MAX(t.setup_duration_seconds) AS setup_seconds, MAX(t.execution_duration_seconds) AS execution_seconds,
            MAX(t.cleanup_duration_seconds) AS cleanup_seconds,
            array_sort(array_distinct(flatten(collect_list(t.compute_ids)))) AS cluster_ids
          FROM system.lakeflow.job_task_run_timeline t
          JOIN changed ON t.workspace_id = changed.workspace_id AND t.run_id = changed.run_id
          WHERE t.period_end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS
          GROUP BY t.workspace_id, t.run_id
        )
        SELECT workspace_id, run_id, job_id, job_run_id, parent_run_id, task_key,
          CASE WHEN result_state IS NOT NULL THEN result_state
               WHEN last_seen >= CAST(:as_of AS TIMESTAMP) - INTERVAL 2 HOURS THEN 'RUNNING'
               ELSE 'UNKNOWN' END AS state,
          termination_code, termination_type, started,
          CASE WHEN result_state IS NULL THEN NULL ELSE last_seen END AS ended,
          duration_seconds, setup_seconds, execution_seconds, cleanup_seconds, cluster_ids
        FROM folded
        """;

    protected override IReadOnlyList<Counter<TaskRun>> Counters { get; } =
    [
        new(Finished, task => [task.WorkspaceId, task.State]),
        new(Seconds, task => [task.WorkspaceId], task => task.EndTime > task.StartTime ? task.DurationSeconds : null),
    ];

    protected override TaskRun Read(SqlRow row) => new()
    {
        WorkspaceId = row.RequiredText("workspace_id"),
        JobId = row.RequiredText("job_id"),
        JobRunId = row.Text("job_run_id"),
        TaskRunId = row.RequiredText("run_id"),
        ParentRunId = row.Text("parent_run_id"),
        TaskKey = row.RequiredText("task_key"),
        State = row.RequiredText("state"),
        TerminationCode = row.Text("termination_code"),
        TerminationType = row.Text("termination_type"),
        StartTime = row.RequiredTimestamp("started"),
        EndTime = row.Timestamp("ended"),
        DurationSeconds = row.RequiredDouble("duration_seconds"),
        SetupSeconds = row.Double("setup_seconds"),
        ExecutionSeconds = row.Double("execution_seconds"),
        CleanupSeconds = row.Double("cleanup_seconds"),
        ClusterIds = row.TextList("cluster_ids"),
    };

    protected override IReadOnlyList<string> Key(TaskRun record) => [record.WorkspaceId, record.TaskRunId];

    protected override DateTimeOffset EventTime(TaskRun record) => record.StartTime;

    protected override bool IsFinal(TaskRun record) => RunStates.IsFinal(record.State);
}
