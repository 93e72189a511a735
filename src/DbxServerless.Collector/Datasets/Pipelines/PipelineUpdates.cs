using DbxServerless.Collector.Datasets.Jobs;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Pipelines;

/// <summary>Pipeline updates from <c>system.lakeflow.pipeline_update_timeline</c>: hourly slices folded to one record for each update.</summary>
public sealed class PipelineUpdates : SqlDataset<PipelineUpdate>
{
    private static readonly MetricFamily Updates = new(
        "databricks_pipeline_runs_total", MetricType.Untyped, "Pipeline updates that started in the last 24 hours.", "workspace_id");

    private static readonly MetricFamily UpdateStatus = new(
        "databricks_pipeline_run_status", MetricType.Gauge,
        "Pipeline updates that started in the last 24 hours, by final state, RUNNING ones included.", "workspace_id", "status");

    private static readonly MetricFamily Retries = new(
        "databricks_pipeline_retry_events_total", MetricType.Untyped,
        "Pipeline updates beyond the first for the same request that started in the last 24 hours.", "workspace_id");

    private static readonly MetricFamily UpdateDuration = new(
        "databricks_pipeline_run_duration_seconds", MetricType.Gauge,
        "Seconds that whole pipeline updates took which ended in the last 24 hours, by quantile.", "workspace_id", "quantile");

    private static readonly MetricFamily Freshness = new(
        "databricks_pipeline_freshness_lag_seconds", MetricType.Gauge,
        "Seconds since the newest successful completion of any pipeline of the type, which grow while nothing runs.", "workspace_id", "stage");

    private static readonly MetricFamily Finished = new(
        "databricks_pipeline_updates_finished_total", MetricType.Counter,
        "Pipeline updates that ended, by state, counted once each as they become final.", "workspace_id", "pipeline_name", "state");

    private static readonly MetricFamily Seconds = new(
        "databricks_pipeline_update_seconds", MetricType.Histogram, "Seconds that ended pipeline updates took, counted once each.", "workspace_id")
    {
        Buckets = DurationBuckets.Runs,
    };

    public override DatasetInfo Info { get; } = new(
        "pipeline_updates", "DbxPipelineUpdates", ScopeKind.Region, ScheduleGroup.Regular, DatasetKind.Events,
        "Pipeline updates with their retries, folded from hourly slices.")
    {
        SystemTables = ["system.lakeflow.pipeline_update_timeline", "system.lakeflow.pipelines"],
    };

    // One row an update, with its place among the updates of its request.
    private const string WholeUpdates =
        """
        WITH folded AS (
          SELECT workspace_id, update_id, MAX(pipeline_id) AS pipeline_id, COALESCE(MAX(request_id), update_id) AS request,
            MAX(request_id) AS request_id, MAX(update_type) AS update_type, MAX(trigger_type) AS trigger_type,
            MAX(run_as_user_name) AS run_as, MAX(compute.cluster_id) AS cluster_id, MAX(result_state) AS result_state,
            MIN(period_start_time) AS started, MAX(period_end_time) AS last_seen,
            SUM(UNIX_MILLIS(period_end_time) - UNIX_MILLIS(period_start_time)) / 1000.0 AS busy_seconds
          FROM system.lakeflow.pipeline_update_timeline
          WHERE period_end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
          GROUP BY workspace_id, update_id
        ),
        updates AS (
          SELECT folded.*,
            CASE WHEN result_state IS NOT NULL THEN result_state
                 WHEN last_seen >= CAST(:as_of AS TIMESTAMP) - INTERVAL 2 HOURS THEN 'RUNNING'
                 ELSE 'UNKNOWN' END AS state,
            ROW_NUMBER() OVER (PARTITION BY workspace_id, request ORDER BY started, update_id) - 1 AS attempt
          FROM folded
        )
        """;

    // The attempts of a request are counted over all its updates, so updates are folded before the changed ones are chosen.
    protected override string RecordsSql => WholeUpdates +
        """
        ,
        newest_pipelines AS (
          SELECT workspace_id, pipeline_id, name, pipeline_type,
            ROW_NUMBER() OVER (PARTITION BY workspace_id, pipeline_id ORDER BY change_time DESC) AS recency
          FROM system.lakeflow.pipelines
        )
        SELECT u.workspace_id, u.pipeline_id, u.update_id, u.request_id, u.attempt, p.name AS pipeline_name, p.pipeline_type,
          u.update_type, u.trigger_type, u.state, u.run_as, u.started,
          CASE WHEN u.result_state IS NULL THEN NULL ELSE u.last_seen END AS ended, u.busy_seconds AS duration_seconds, u.cluster_id
        FROM updates u
        LEFT JOIN newest_pipelines p ON p.workspace_id = u.workspace_id AND p.pipeline_id = u.pipeline_id AND p.recency = 1
        WHERE u.last_seen >= :changed_from
        """;

    protected override IReadOnlyList<Measure> Measures { get; } =
    [
        new("updates", UpdatesSql, [Updates, UpdateStatus, Retries], ReadUpdates),
        new("durations", DurationsSql, [UpdateDuration], ReadDurations),
        new("freshness", FreshnessSql, [Freshness], row =>
        [
            Freshness.Age(row.RequiredTimestamp("newest_success"), row.RequiredText("workspace_id"), row.RequiredText("pipeline_type")),
        ]),
    ];

    protected override IReadOnlyList<Counter<PipelineUpdate>> Counters { get; } =
    [
        new(Finished, update => [update.WorkspaceId, update.PipelineName ?? update.PipelineId, update.State]),
        new(Seconds, update => [update.WorkspaceId], update => update.EndTime > update.StartTime ? update.DurationSeconds : null),
    ];

    private const string UpdatesSql = WholeUpdates +
        """

        SELECT workspace_id, state, COUNT(*) AS updates, SUM(CASE WHEN attempt > 0 THEN 1 ELSE 0 END) AS retries
        FROM updates
        WHERE started >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS
        GROUP BY GROUPING SETS ((workspace_id), (workspace_id, state))
        """;

    private const string DurationsSql = WholeUpdates +
        """

        SELECT workspace_id,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY busy_seconds) AS p50,
          PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY busy_seconds) AS p95,
          PERCENTILE_CONT(0.99) WITHIN GROUP (ORDER BY busy_seconds) AS p99
        FROM updates
        WHERE result_state IS NOT NULL AND last_seen > started AND last_seen >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS
        GROUP BY workspace_id
        """;

    private const string FreshnessSql =
        """
        WITH newest_pipelines AS (
          SELECT workspace_id, pipeline_id, pipeline_type,
            ROW_NUMBER() OVER (PARTITION BY workspace_id, pipeline_id ORDER BY change_time DESC) AS recency
          FROM system.lakeflow.pipelines
        )
        SELECT t.workspace_id, COALESCE(p.pipeline_type, 'UNKNOWN') AS pipeline_type, MAX(t.period_end_time) AS newest_success
        FROM system.lakeflow.pipeline_update_timeline t
        LEFT JOIN newest_pipelines p ON p.workspace_id = t.workspace_id AND p.pipeline_id = t.pipeline_id AND p.recency = 1
        WHERE t.result_state = 'COMPLETED' AND t.period_end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 365 DAYS
          AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), t.workspace_id))
        GROUP BY t.workspace_id, COALESCE(p.pipeline_type, 'UNKNOWN')
        """;

    protected override PipelineUpdate Read(SqlRow row) => new()
    {
        WorkspaceId = row.RequiredText("workspace_id"),
        PipelineId = row.RequiredText("pipeline_id"),
        UpdateId = row.RequiredText("update_id"),
        RequestId = row.Text("request_id"),
        Attempt = (int)row.RequiredInt64("attempt"),
        PipelineName = row.Text("pipeline_name"),
        PipelineType = row.Text("pipeline_type"),
        UpdateType = row.Text("update_type"),
        TriggerType = row.Text("trigger_type"),
        State = row.RequiredText("state"),
        RunAs = row.Text("run_as"),
        StartTime = row.RequiredTimestamp("started"),
        EndTime = row.Timestamp("ended"),
        DurationSeconds = row.RequiredDouble("duration_seconds"),
        ClusterId = row.Text("cluster_id"),
    };

    protected override IReadOnlyList<string> Key(PipelineUpdate record) => [record.WorkspaceId, record.UpdateId];

    protected override DateTimeOffset EventTime(PipelineUpdate record) => record.StartTime;

    protected override bool IsFinal(PipelineUpdate record) => RunStates.IsFinal(record.State);

    private static IEnumerable<Sample> ReadUpdates(SqlRow row)
    {
        var workspace = row.RequiredText("workspace_id");
        if (row.Text("state") is { } state)
        {
            yield return UpdateStatus.Sample(row.RequiredInt64("updates"), workspace, state);
            yield break;
        }

        yield return Updates.Sample(row.RequiredInt64("updates"), workspace);
        yield return Retries.Sample(row.RequiredInt64("retries"), workspace);
    }

    private static IEnumerable<Sample> ReadDurations(SqlRow row) => UpdateDuration.Quantiles(row, row.RequiredText("workspace_id"));
}
