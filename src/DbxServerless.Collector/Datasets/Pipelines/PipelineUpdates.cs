using DbxServerless.Collector.Datasets.Jobs;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Pipelines;

/// <summary>Pipeline updates from <c>system.lakeflow.pipeline_update_timeline</c>: hourly slices folded to one record for each update.</summary>
public sealed class PipelineUpdates : SqlDataset<PipelineUpdate>
{
    private static readonly SlidingFamilies Sliding = new("pipeline_id", "pipeline_name");

    private static readonly MetricFamily Updates = new(
        "databricks_pipeline_runs_total", MetricType.Untyped, "Pipeline updates that started in the last 24 hours.", "workspace_id");

    private static readonly MetricFamily UpdateStatus = new(
        "databricks_pipeline_run_status", MetricType.Gauge,
        "Pipeline updates that started in the last 24 hours, by final state, RUNNING ones included.", "workspace_id", "status");

    private static readonly MetricFamily Retries = new(
        "databricks_pipeline_retry_events_total", MetricType.Untyped,
        "Pipeline updates beyond the first for the same request that started in the last 24 hours.", "workspace_id");

    private static readonly MetricFamily UpdateDuration = new(
        "databricks_pipeline_run_duration_seconds", MetricType.Untyped,
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

    private static readonly MetricFamily SlidingUpdates = Sliding.New(
        "databricks_pipeline_runs_sliding", "Pipeline updates that started in the sliding window.");

    private static readonly MetricFamily SlidingUpdateStatus = Sliding.New(
        "databricks_pipeline_run_status_sliding", "Pipeline updates that started in the sliding window, by final state.", "status");

    private static readonly MetricFamily SlidingRetries = Sliding.New(
        "databricks_pipeline_retry_events_sliding", "Pipeline updates beyond the first for the same request that started in the sliding window.");

    private static readonly MetricFamily SlidingUpdateDuration = Sliding.New(
        "databricks_pipeline_run_duration_seconds_sliding", "Seconds that whole pipeline updates took which ended in the sliding window.",
        "quantile");

    private static readonly MetricFamily SlidingFreshness = Sliding.New(
        "databricks_pipeline_freshness_lag_seconds_sliding", "Seconds since the newest successful completion of the pipeline.");

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
        newest_pipelines AS (
          SELECT workspace_id, pipeline_id, name, pipeline_type,
            ROW_NUMBER() OVER (PARTITION BY workspace_id, pipeline_id ORDER BY change_time DESC) AS recency
          FROM system.lakeflow.pipelines
        ),
        updates AS (
          SELECT f.*, p.name AS pipeline_name, p.pipeline_type,
            CASE WHEN result_state IS NOT NULL THEN result_state
                 WHEN last_seen >= CAST(:as_of AS TIMESTAMP) - INTERVAL 2 HOURS THEN 'RUNNING'
                 ELSE 'UNKNOWN' END AS state,
            ROW_NUMBER() OVER (PARTITION BY f.workspace_id, request ORDER BY started, update_id) - 1 AS attempt
          FROM folded f
          LEFT JOIN newest_pipelines p ON p.workspace_id = f.workspace_id AND p.pipeline_id = f.pipeline_id AND p.recency = 1
        )
        """;

    // The attempts of a request are counted over all its updates, so updates are folded before the changed ones are chosen.
    protected override string RecordsSql => WholeUpdates +
        $"""

        SELECT workspace_id, pipeline_id, update_id, request_id, attempt, pipeline_name, pipeline_type, update_type, trigger_type, state,
          run_as, started, CASE WHEN result_state IS NULL THEN NULL ELSE last_seen END AS ended, busy_seconds AS duration_seconds, cluster_id
        FROM updates
        WHERE last_seen >= :changed_from AND {Shards.Holds("workspace_id, update_id")}
        """;

    protected override IReadOnlyList<Measure> Measures { get; } =
    [
        new("updates", UpdatesSql, [Updates, UpdateStatus, Retries, SlidingUpdates, SlidingUpdateStatus, SlidingRetries], ReadUpdates),
        new("durations", DurationsSql, [UpdateDuration, SlidingUpdateDuration], ReadDurations),
        new("freshness", FreshnessSql, [Freshness, SlidingFreshness], ReadFreshness),
    ];

    protected override IReadOnlyList<Counter<PipelineUpdate>> Counters { get; } =
    [
        new(Finished, update => [update.WorkspaceId, update.PipelineName ?? update.PipelineId, update.State]),
        new(Seconds, update => [update.WorkspaceId], update => update.EndTime > update.StartTime ? update.DurationSeconds : null),
    ];

    private const string UpdatesSql = WholeUpdates +
        """

        SELECT workspace_id, state, pipeline_id, COALESCE(MAX(pipeline_name), '') AS pipeline_name,
          SUM(CASE WHEN started >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS THEN 1 ELSE 0 END) AS updates,
          SUM(CASE WHEN started >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS AND attempt > 0 THEN 1 ELSE 0 END) AS retries,
          SUM(CASE WHEN started >= :pipelines_since THEN 1 ELSE 0 END) AS sliding_updates,
          SUM(CASE WHEN started >= :pipelines_since AND attempt > 0 THEN 1 ELSE 0 END) AS sliding_retries
        FROM updates
        WHERE started >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS OR started >= :pipelines_since
        GROUP BY GROUPING SETS ((workspace_id), (workspace_id, state), (workspace_id, pipeline_id), (workspace_id, pipeline_id, state))
        """;

    private const string DurationsSql = WholeUpdates +
        """
        ,
        ended AS (
          SELECT workspace_id, pipeline_id, pipeline_name,
            CASE WHEN last_seen >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS THEN busy_seconds END AS seconds,
            CASE WHEN last_seen >= :pipelines_since THEN busy_seconds END AS sliding_seconds
          FROM updates
          WHERE result_state IS NOT NULL AND last_seen > started
            AND (last_seen >= CAST(:as_of AS TIMESTAMP) - INTERVAL 24 HOURS OR last_seen >= :pipelines_since)
        )
        SELECT workspace_id, CAST(NULL AS STRING) AS pipeline_id, CAST(NULL AS STRING) AS pipeline_name,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY seconds) AS p50,
          PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY seconds) AS p95,
          PERCENTILE_CONT(0.99) WITHIN GROUP (ORDER BY seconds) AS p99
        FROM ended
        WHERE seconds IS NOT NULL
        GROUP BY workspace_id
        UNION ALL
        SELECT workspace_id, pipeline_id, COALESCE(MAX(pipeline_name), '') AS pipeline_name,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY sliding_seconds) AS p50,
          PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY sliding_seconds) AS p95,
          PERCENTILE_CONT(0.99) WITHIN GROUP (ORDER BY sliding_seconds) AS p99
        FROM ended
        WHERE sliding_seconds IS NOT NULL
        GROUP BY workspace_id, pipeline_id
        """;

    private const string FreshnessSql =
        """
        WITH newest_pipelines AS (
          SELECT workspace_id, pipeline_id, name, pipeline_type,
            ROW_NUMBER() OVER (PARTITION BY workspace_id, pipeline_id ORDER BY change_time DESC) AS recency
          FROM system.lakeflow.pipelines
        ),
        completions AS (
          SELECT t.workspace_id, t.pipeline_id, COALESCE(p.name, '') AS pipeline_name, COALESCE(p.pipeline_type, 'UNKNOWN') AS pipeline_type,
            t.period_end_time
          FROM system.lakeflow.pipeline_update_timeline t
          LEFT JOIN newest_pipelines p ON p.workspace_id = t.workspace_id AND p.pipeline_id = t.pipeline_id AND p.recency = 1
          WHERE t.result_state = 'COMPLETED' AND t.period_end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 365 DAYS
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), t.workspace_id))
        )
        SELECT workspace_id, pipeline_type, pipeline_id, MAX(pipeline_name) AS pipeline_name, MAX(period_end_time) AS newest_success
        FROM completions
        GROUP BY GROUPING SETS ((workspace_id, pipeline_type), (workspace_id, pipeline_id))
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
        var window = new WindowedRow(row, "pipeline_id", "pipeline_name");
        var updates = window.Count("updates");
        if (window.IsSliding && updates == 0)
            return [];
        return row.Text("state") is { } state
            ? [window.Of(UpdateStatus, SlidingUpdateStatus).Sample(updates, [.. window.Labels, state])]
            :
            [
                window.Of(Updates, SlidingUpdates).Sample(updates, window.Labels),
                window.Of(Retries, SlidingRetries).Sample(window.Count("retries"), window.Labels),
            ];
    }

    private static IEnumerable<Sample> ReadDurations(SqlRow row)
    {
        var window = new WindowedRow(row, "pipeline_id", "pipeline_name");
        return window.Of(UpdateDuration, SlidingUpdateDuration).Quantiles(row, window.Labels);
    }

    private static IEnumerable<Sample> ReadFreshness(SqlRow row)
    {
        var workspace = row.RequiredText("workspace_id");
        var newest = row.RequiredTimestamp("newest_success");
        return row.Text("pipeline_id") is { } pipeline
            ? [SlidingFreshness.Age(newest, workspace, pipeline, row.RequiredText("pipeline_name"))]
            : [Freshness.Age(newest, workspace, row.RequiredText("pipeline_type"))];
    }
}
