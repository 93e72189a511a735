using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Pipelines;

/// <summary>Baselines of every pipeline from its updates, folded in the warehouse. Read as often as updates are: staleness comes from it.</summary>
public sealed class PipelineBaselines : SqlDataset<PipelineBaseline>
{
    public override DatasetInfo Info { get; } = new(
        "pipeline_baselines", "DbxPipelineBaselines", ScopeKind.Region, ScheduleGroup.Regular, DatasetKind.State,
        "Last success, rhythm, duration and success of every pipeline over 30 days.")
    {
        SystemTables = ["system.lakeflow.pipeline_update_timeline", "system.lakeflow.pipelines"],
    };

    protected override string RecordsSql =>
        """
        WITH slices AS (
          SELECT workspace_id, pipeline_id, update_id, update_type, period_start_time, period_end_time, result_state
          FROM system.lakeflow.pipeline_update_timeline
          WHERE period_end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        ),
        updates AS (
          SELECT workspace_id, update_id, MAX(pipeline_id) AS pipeline_id, MAX(update_type) AS update_type, MAX(result_state) AS state,
            MAX(period_end_time) AS ended, SUM(UNIX_MILLIS(period_end_time) - UNIX_MILLIS(period_start_time)) / 1000.0 AS seconds
          FROM slices
          GROUP BY workspace_id, update_id
        ),
        finished AS (
          SELECT workspace_id, pipeline_id, update_id, state, ended,
            CASE WHEN state = 'COMPLETED' AND COALESCE(update_type, 'REFRESH') = 'REFRESH' THEN seconds END AS normal_seconds,
            CASE WHEN state = 'COMPLETED' THEN 1.0 WHEN state = 'FAILED' THEN 0.0 END AS success
          FROM updates
          WHERE state IS NOT NULL AND ended >= CAST(:as_of AS TIMESTAMP) - INTERVAL 30 DAYS
        ),
        completions AS (
          SELECT workspace_id, pipeline_id,
            (UNIX_MILLIS(ended) - LAG(UNIX_MILLIS(ended)) OVER (PARTITION BY workspace_id, pipeline_id ORDER BY ended, update_id)) / 1000.0 AS gap
          FROM finished
          WHERE state = 'COMPLETED'
        ),
        rhythms AS (
          SELECT workspace_id, pipeline_id, PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY gap) AS median_gap
          FROM completions
          GROUP BY workspace_id, pipeline_id
        ),
        newest_pipelines AS (
          SELECT workspace_id, pipeline_id, name, pipeline_type, delete_time,
            ROW_NUMBER() OVER (PARTITION BY workspace_id, pipeline_id ORDER BY change_time DESC) AS recency
          FROM system.lakeflow.pipelines
        )
        SELECT f.workspace_id, f.pipeline_id, MAX(p.name) AS pipeline_name, MAX(p.pipeline_type) AS pipeline_type, MAX(p.delete_time) AS delete_time,
          MAX(f.ended) AS last_update, MAX(CASE WHEN f.state = 'COMPLETED' THEN f.ended END) AS last_success, COUNT(*) AS updates_30d,
          AVG(f.success) AS success_30d,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY f.normal_seconds) AS median_seconds_30d,
          PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY f.normal_seconds) AS p95_seconds_30d,
          MAX(r.median_gap) AS median_gap_30d
        FROM finished f
        LEFT JOIN rhythms r ON r.workspace_id = f.workspace_id AND r.pipeline_id = f.pipeline_id
        LEFT JOIN newest_pipelines p ON p.workspace_id = f.workspace_id AND p.pipeline_id = f.pipeline_id AND p.recency = 1
        GROUP BY f.workspace_id, f.pipeline_id
        """;

    protected override PipelineBaseline Read(SqlRow row) => new()
    {
        WorkspaceId = row.RequiredText("workspace_id"),
        PipelineId = row.RequiredText("pipeline_id"),
        PipelineName = row.Text("pipeline_name"),
        PipelineType = row.Text("pipeline_type"),
        LastUpdateTime = row.RequiredTimestamp("last_update"),
        LastSuccessTime = row.Timestamp("last_success"),
        Updates30Days = row.RequiredInt64("updates_30d"),
        SuccessRate30Days = row.Double("success_30d"),
        MedianSeconds30Days = row.Double("median_seconds_30d"),
        P95Seconds30Days = row.Double("p95_seconds_30d"),
        MedianSecondsBetween30Days = row.Double("median_gap_30d"),
        DeleteTime = row.Timestamp("delete_time"),
    };

    protected override IReadOnlyList<string> Key(PipelineBaseline record) => [record.WorkspaceId, record.PipelineId];

    protected override DateTimeOffset EventTime(PipelineBaseline record) => record.LastUpdateTime;

    protected override bool IsDeleted(PipelineBaseline record) => record.DeleteTime is not null;
}
