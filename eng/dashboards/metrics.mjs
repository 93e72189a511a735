// Grafana dashboards on Prometheus: what the workbooks show, as far as metrics know it. W stands for the picked workspaces.
const prometheus = { type: 'prometheus', uid: '${datasource}' };
const matcher = 'workspace_id=~"$workspace"';

// [kind, title, expression, legend, unit, width of 24]
const dashboards = {
  overview: ['Overview', [
    ['stat', 'Job runs, 24 h', 'sum(databricks_job_runs_total{W})', '', 'short', 4],
    ['stat', 'Job runs that failed, 24 h', 'sum(databricks_job_run_status{W,status=~"FAILED|ERROR|TIMED_OUT"}) / sum(databricks_job_run_status{W,status=~"SUCCEEDED|FAILED|ERROR|TIMED_OUT"})', '', 'percentunit', 4],
    ['stat', 'Late, or will be', 'sum(databricks_job_runs_by_outlook{W,outlook=~"LATE|WILL_BE_LATE"})', '', 'short', 4],
    ['stat', 'Pipeline updates that failed, 24 h', 'sum(databricks_pipeline_run_status{W,status="FAILED"}) / sum(databricks_pipeline_run_status{W,status=~"COMPLETED|FAILED"})', '', 'percentunit', 4],
    ['stat', 'SQL queries that failed, 1 h', 'sum(databricks_query_errors_total{W}) / sum(databricks_queries_total{W})', '', 'percentunit', 4],
    ['stat', 'List cost, 30 days', 'sum(databricks_billing_cost_estimate_usd{W})', '', 'currencyUSD', 4],
    ['timeseries', 'Job runs of 24 h by state', 'sum by (status) (databricks_job_run_status{W})', '{{status}}', 'short', 12],
    ['timeseries', 'Pipeline updates of 24 h by state', 'sum by (status) (databricks_pipeline_run_status{W})', '{{status}}', 'short', 12],
    ['bargauge', 'List cost of 30 days by SKU', 'topk(15, sum by (sku_name) (databricks_billing_cost_estimate_usd{W}))', '{{sku_name}}', 'currencyUSD', 12],
    ['table', 'Collection', 'databricks_up', '', 'short', 12],
  ]],
  'jobs-and-pipelines': ['Jobs and pipelines', [
    ['timeseries', 'Runs under way by outlook', 'sum by (outlook) (databricks_job_runs_by_outlook{W})', '{{outlook}}', 'short', 12],
    ['timeseries', 'Runs that ended, per hour', 'sum by (state) (increase(databricks_job_runs_finished_total{W}[1h]))', '{{state}}', 'short', 12],
    ['timeseries', 'Duration of runs of 24 h', 'max by (quantile) (databricks_job_run_duration_seconds{W})', 'quantile {{quantile}}', 's', 12],
    ['timeseries', 'Task retries of 24 h', 'sum by (workspace_id) (databricks_task_retries_total{W})', '{{workspace_id}}', 'short', 12],
    ['table', 'Runs against their normal', 'topk(50, databricks_job_normal_ratio{W})', '', 'short', 12],
    ['table', 'Jobs that succeed least, 24 h', 'bottomk(50, databricks_job_success_rate_percent{W})', '', 'percent', 12],
    ['table', 'Time in the queue', 'topk(50, databricks_job_duration_queue_seconds{W})', '', 's', 12],
    ['table', 'The same failure again and again, 24 h', 'topk(20, increase(databricks_task_failures_total{W}[24h])) > 0', '', 'short', 12],
    ['timeseries', 'Seconds since a pipeline last completed, by type', 'databricks_pipeline_freshness_lag_seconds{W}', '{{workspace_id}} {{stage}}', 's', 12],
    ['timeseries', 'Duration of pipeline updates of 24 h', 'max by (quantile) (databricks_pipeline_run_duration_seconds{W})', 'quantile {{quantile}}', 's', 12],
  ]],
  cost: ['Cost', [
    ['stat', 'List cost, 30 days', 'sum(databricks_billing_cost_estimate_usd{W})', '', 'currencyUSD', 8],
    ['stat', 'Databricks units, 30 days', 'sum(databricks_billing_dbus_total{W})', '', 'short', 8],
    ['stat', 'List price changes, 90 days', 'sum(databricks_price_change_events)', '', 'short', 8],
    ['bargauge', 'By day', 'sum by (usage_date) (databricks_billing_cost_estimate_usd{W})', '{{usage_date}}', 'currencyUSD', 12],
    ['bargauge', 'By workspace', 'sum by (workspace_id) (databricks_billing_cost_estimate_usd{W})', '{{workspace_id}}', 'currencyUSD', 12],
    ['bargauge', 'By SKU', 'topk(20, sum by (sku_name) (databricks_billing_cost_estimate_usd{W}))', '{{sku_name}}', 'currencyUSD', 12],
    ['table', 'Days and SKUs', 'topk(100, databricks_billing_cost_estimate_usd{W})', '', 'currencyUSD', 12],
    ['bargauge', 'Machines of job clusters, estimated, 7 days (jobs with an unknown price are missing)', 'topk(20, sum by (job_name) (databricks_job_vm_cost_usd{W}))', '{{job_name}}', 'currencyUSD', 24],
  ]],
  'sql-and-warehouses': ['SQL and warehouses', [
    ['timeseries', 'Queries that ended, per hour', 'sum by (status) (increase(databricks_queries_finished_total{W}[1h]))', '{{status}}', 'short', 12],
    ['timeseries', 'Duration of queries of 1 h', 'max by (quantile) (databricks_query_duration_seconds{W})', 'quantile {{quantile}}', 's', 12],
    ['timeseries', 'Most queries at the same time, 1 h', 'databricks_queries_running{W}', '{{workspace_id}}', 'short', 12],
    ['timeseries', 'Clusters of warehouses', 'databricks_warehouse_clusters{W}', '{{warehouse_id}}', 'short', 12],
    ['timeseries', 'Mean seconds of a query, by warehouse', 'sum by (warehouse_id) (rate(databricks_query_seconds_sum{W}[1h])) / sum by (warehouse_id) (rate(databricks_query_seconds_count{W}[1h]))', '{{warehouse_id}}', 's', 12],
    ['timeseries', 'Share of queries that failed, 1 h', 'databricks_query_errors_total{W} / databricks_queries_total{W}', '{{workspace_id}}', 'percentunit', 12],
  ]],
  'spark-performance': ['Spark performance', [
    ['bargauge', 'Core-hours that insights account for, 7 days', 'topk(20, sum by (rule) (increase(databricks_spark_wasted_core_seconds_total{W}[7d])) / 3600)', '{{rule}}', 'short', 12],
    ['bargauge', 'Money that insights account for, 7 days', 'topk(20, sum by (rule, currency) (increase(databricks_spark_wasted_cost_total{W}[7d])))', '{{rule}} {{currency}}', 'short', 12],
    ['table', 'By job, 7 days', 'topk(50, sum by (workspace_id, job_name, rule, currency) (increase(databricks_spark_wasted_cost_total{W}[7d])))', '', 'short', 12],
    ['timeseries', 'Insights by severity, per day', 'sum by (severity) (increase(databricks_spark_insights_total{W}[1d]))', '{{severity}}', 'short', 12],
    ['timeseries', 'Core-hours of analysed runs, per day', 'sum by (workspace_id) (increase(databricks_spark_core_seconds_total{W}[1d])) / 3600', '{{workspace_id}}', 'short', 12],
    ['timeseries', 'Spilled, per day', 'sum by (job_name) (increase(databricks_spark_spilled_bytes_total{W}[1d]))', '{{job_name}}', 'bytes', 12],
  ]],
  'collector-health': ['Collector health and coverage', [
    ['table', 'Collected in time', 'databricks_up', '', 'short', 8],
    ['table', 'Not assessed: a grant is missing', 'dbxserverless_not_assessed == 1', '', 'short', 8],
    ['table', 'Failed', 'dbxserverless_collection_error == 1', '', 'short', 8],
    ['timeseries', 'Seconds since the last success', 'max by (dataset) (dbxserverless_last_success_age_seconds)', '{{dataset}}', 's', 12],
    ['timeseries', 'Records delivered, per hour', 'sum by (dataset) (increase(dbxserverless_records_delivered_total[1h]))', '{{dataset}}', 'short', 12],
    ['timeseries', 'Oldest record that waits for the sink', 'max by (dataset) (dbxserverless_outbox_oldest_age_seconds)', '{{dataset}}', 's', 12],
    ['timeseries', 'Seconds of statements on the warehouse, per day', 'sum by (dataset) (increase(dbxserverless_warehouse_seconds_total[1d]))', '{{dataset}}', 's', 12],
    ['timeseries', 'Requests by outcome, per hour', 'sum by (outcome) (increase(dbxserverless_requests_total[1h]))', '{{outcome}}', 'short', 12],
    ['table', 'Series folded into others or left out', 'sum by (family) (dbxserverless_series_folded_total) > 0 or sum by (family) (dbxserverless_series_left_out) > 0', '', 'short', 12],
  ]],
};

const heights = { stat: 4, timeseries: 8, bargauge: 8, table: 8 };

/** The dashboards by file name. */
export const metricDashboards = new Map(Object.entries(dashboards).map(([name, [title, panels]]) => [`prometheus-${name}.json`, dashboard(name, title, panels)]));

function dashboard(name, title, panels) {
  return {
    uid: `dbxserverless-prom-${name}`,
    title: `Databricks metrics: ${title}`,
    tags: ['databricks', 'dbxserverless-prometheus'],
    schemaVersion: 39,
    editable: true,
    refresh: '1m',
    timezone: 'utc',
    time: { from: 'now-24h', to: 'now' },
    links: [{ title: 'Databricks metrics', type: 'dashboards', tags: ['dbxserverless-prometheus'], asDropdown: true, includeVars: true, keepTime: true }],
    templating: {
      list: [
        { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' },
        {
          name: 'workspace',
          label: 'Databricks workspace',
          type: 'query',
          datasource: prometheus,
          query: { query: 'label_values(databricks_job_runs_total, workspace_id)', refId: 'workspace' },
          refresh: 2,
          multi: true,
          includeAll: true,
          allValue: '.*',
          current: { text: 'All', value: '$__all' },
        },
      ],
    },
    panels: placed(panels),
  };
}

function placed(panels) {
  let [x, y, row] = [0, 0, 0];
  return panels.map(([kind, title, expression, legend, unit, w], index) => {
    if (x + w > 24) [x, y, row] = [0, y + row, 0];
    const panel = {
      id: index + 1,
      type: kind,
      title,
      datasource: prometheus,
      gridPos: { x, y, w, h: heights[kind] },
      fieldConfig: { defaults: { unit, noValue: 'nothing' }, overrides: [] },
      ...(kind === 'bargauge' && { options: { orientation: 'horizontal', displayMode: 'basic', reduceOptions: { calcs: ['lastNotNull'] } } }),
      ...(kind === 'table' && { transformations: [{ id: 'organize', options: { excludeByName: { Time: true, __name__: true, instance: true, job: true } } }] }),
      targets: [{
        refId: 'A',
        datasource: prometheus,
        expr: expression.replaceAll('{W', `{${matcher}`),
        legendFormat: legend,
        ...(kind !== 'timeseries' && { instant: true, range: false }),
        ...(kind === 'table' && { format: 'table' }),
      }],
    };
    [x, row] = [x + w, Math.max(row, heights[kind])];
    return panel;
  });
}
