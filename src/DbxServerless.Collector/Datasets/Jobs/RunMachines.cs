using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>
/// What the machines of job runs cost at the cloud, which Databricks' bill does not have: minutes from <c>system.compute.node_timeline</c> times
/// prices of the settings. Only job clusters are a run's own; what an all-purpose cluster costs is nobody's alone.
/// </summary>
public sealed class RunMachines : SqlDataset<RunMachine>
{
    private const string Estimated = "estimated";

    private static readonly MetricFamily Cost = new(
        "databricks_job_vm_cost_usd", MetricType.Gauge,
        "US dollars that the machines of a job's clusters cost in the last 7 days, beside the DBUs, estimated from the prices of machines in the settings. " +
        "Jobs of which the price of any machine is not known have none. Machines that lived under ten minutes may be missing.",
        "workspace_id", "job_name", "basis")
    {
        OpenTelemetryName = "databricks.job.vm_cost",
        OpenTelemetryUnit = "{USD}",
    };

    // A cluster that asks for spot machines has as many others as it says first, the driver before all. What it was given instead of a spot
    // machine is not told. Machines from pools are priced as the pool has them, which is not told either.
    private static string Spent(string runs, string from) =>
        $"""
        WITH used AS (
          SELECT workspace_id, run_id, job_id, run_name, explode(compute_ids) AS cluster_id
          FROM system.lakeflow.job_run_timeline
          WHERE period_end_time >= CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS AND COALESCE(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
            AND {runs}
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        ),
        configured AS (
          SELECT workspace_id, cluster_id, cluster_source,
            azure_attributes.availability LIKE 'SPOT%' AS is_spot, COALESCE(azure_attributes.first_on_demand, 0) AS first_on_demand,
            COALESCE(driver_instance_pool_id, worker_instance_pool_id) IS NOT NULL AS is_pooled,
            ROW_NUMBER() OVER (PARTITION BY workspace_id, cluster_id ORDER BY change_time DESC) AS recency
          FROM system.compute.clusters
        ),
        job_clusters AS (
          SELECT u.workspace_id, u.run_id, u.cluster_id, MAX(u.job_id) AS job_id, MAX(u.run_name) AS run_name,
            MAX(CASE WHEN c.is_spot THEN c.first_on_demand END) AS steady_nodes, MAX(CASE WHEN c.is_pooled THEN 1 ELSE 0 END) AS pooled,
            MAX(c.cluster_source) AS cluster_source
          FROM used u
          LEFT JOIN configured c ON c.workspace_id = u.workspace_id AND c.cluster_id = u.cluster_id AND c.recency = 1
          WHERE COALESCE(c.cluster_source, 'JOB') = 'JOB'
          GROUP BY u.workspace_id, u.run_id, u.cluster_id
        ),
        minutes AS (
          SELECT n.workspace_id, n.cluster_id, n.driver, n.node_type, n.start_time, MAX(n.end_time) AS end_time, COUNT(*) AS nodes
          FROM system.compute.node_timeline n
          JOIN (SELECT DISTINCT workspace_id, cluster_id FROM job_clusters) j ON j.workspace_id = n.workspace_id AND j.cluster_id = n.cluster_id
          WHERE n.start_time >= {from}
          GROUP BY n.workspace_id, n.cluster_id, n.driver, n.node_type, n.start_time
        ),
        node_times AS (
          SELECT j.workspace_id, j.run_id, j.cluster_id, m.node_type, MIN(m.start_time) AS started, MAX(m.end_time) AS ended,
            SUM(m.nodes) AS node_minutes,
            SUM(CASE WHEN j.steady_nodes IS NULL THEN 0
                     ELSE GREATEST(m.nodes - CASE WHEN m.driver THEN j.steady_nodes ELSE GREATEST(j.steady_nodes - 1, 0) END, 0) END) AS spot_minutes,
            MAX(j.job_id) AS job_id, MAX(j.run_name) AS run_name,
            MAX(CASE WHEN j.cluster_source IS NOT NULL AND j.pooled = 0 THEN 1 ELSE 0 END) AS is_priced
          FROM job_clusters j
          LEFT JOIN minutes m ON m.workspace_id = j.workspace_id AND m.cluster_id = j.cluster_id
          GROUP BY j.workspace_id, j.run_id, j.cluster_id, m.node_type
        ),
        {LogicalJobName.NewestJobs()},
        spent AS (
          SELECT n.workspace_id, n.run_id, n.cluster_id, n.job_id, {LogicalJobName.Sql("j.name", "n.run_name")} AS logical_job, n.node_type,
            n.started, n.ended, n.node_minutes, n.spot_minutes,
            CASE WHEN n.is_priced = 1 AND n.node_minutes > 0
                 THEN CASE WHEN n.node_minutes > n.spot_minutes
                           THEN CAST(n.node_minutes - n.spot_minutes AS DECIMAL(12, 0)) * {PriceOf("vm_prices")} ELSE 0 END
                    + CASE WHEN n.spot_minutes > 0 THEN CAST(n.spot_minutes AS DECIMAL(12, 0)) * {PriceOf("spot_vm_prices")} ELSE 0 END
                 END AS cost_minutes
          FROM node_times n
          LEFT JOIN newest_jobs j ON j.workspace_id = n.workspace_id AND j.job_id = n.job_id AND j.recency = 1
        )
        """;

    // As many whole days as the cost of DBUs is measured over, today among them.
    private const string WeekAgo = "DATE_TRUNC('DAY', CAST(:as_of AS TIMESTAMP)) - INTERVAL 6 DAYS";

    // Prices are for hours, and minutes are counted.
    private const string CostOfAll = "CASE WHEN COUNT(*) = COUNT(cost_minutes) THEN CAST(SUM(cost_minutes) AS DOUBLE) / 60 END";

    private static readonly string CostSql = Spent($"period_end_time >= {WeekAgo}", WeekAgo) +
        $"""

        SELECT workspace_id, logical_job, {CostOfAll} AS cost, MAX(:price_currency) AS currency_code
        FROM spent
        WHERE node_minutes > 0
        GROUP BY workspace_id, logical_job
        """;

    public override DatasetInfo Info { get; } = new(
        "run_machines", "DbxRunMachines", ScopeKind.Region, ScheduleGroup.Slow, DatasetKind.Events,
        "Machines of the job clusters of each job run: hours, and their cost beside the DBUs where prices are given.")
    {
        SystemTables = ["system.lakeflow.job_run_timeline", "system.lakeflow.jobs", "system.compute.clusters", "system.compute.node_timeline"],
        Overlap = TimeSpan.FromDays(1),
    };

    protected override string RecordsSql =>
        Spent($"{Shards.Holds("workspace_id, run_id")} AND {ChangedRuns}", "CAST(:as_of AS TIMESTAMP) - INTERVAL 60 DAYS") +
        $"""

        SELECT workspace_id, run_id, MAX(job_id) AS job_id, MAX(logical_job) AS logical_job, MIN(started) AS first_minute, MAX(ended) AS last_minute,
          COUNT(DISTINCT cluster_id) AS clusters, array_sort(array_distinct(collect_list(node_type) FILTER (WHERE node_type IS NOT NULL))) AS node_types,
          SUM(node_minutes) AS node_minutes, SUM(spot_minutes) AS spot_minutes,
          {CostOfAll} AS cost, MAX(:price_currency) AS currency_code
        FROM spent
        GROUP BY workspace_id, run_id
        HAVING SUM(node_minutes) > 0
        """;

    protected override IReadOnlyList<Measure> Measures { get; } = [new("cost", CostSql, [Cost], ReadCost)];

    private static string ChangedRuns =>
        """
        (workspace_id, run_id) IN (SELECT workspace_id, run_id FROM system.lakeflow.job_run_timeline WHERE period_end_time >= :changed_from)
        """;

    protected override RunMachine Read(SqlRow row)
    {
        var cost = row.Double("cost");
        return new RunMachine
        {
            WorkspaceId = row.RequiredText("workspace_id"),
            JobId = row.RequiredText("job_id"),
            RunId = row.RequiredText("run_id"),
            LogicalJob = row.RequiredText("logical_job"),
            StartTime = row.RequiredTimestamp("first_minute"),
            EndTime = row.RequiredTimestamp("last_minute"),
            Clusters = row.RequiredInt64("clusters"),
            NodeTypes = row.TextList("node_types"),
            NodeHours = row.RequiredInt64("node_minutes") / 60.0,
            SpotNodeHours = row.RequiredInt64("spot_minutes") / 60.0,
            VmCost = cost,
            Currency = cost is null ? null : row.Text("currency_code"),
            Basis = cost is null ? null : Estimated,
        };
    }

    protected override IReadOnlyList<string> Key(RunMachine record) => [record.WorkspaceId, record.RunId];

    protected override DateTimeOffset EventTime(RunMachine record) => record.StartTime;

    private static string PriceOf(string prices) =>
        $"CAST(NULLIF(regexp_extract(:{prices}, concat(',', LOWER(n.node_type), '=([0-9.]+),'), 1), '') AS DECIMAL(16, 10))";

    private static IEnumerable<Sample> ReadCost(SqlRow row)
    {
        if (row.Double("cost") is { } cost && row.Text("currency_code") == "USD")
            yield return Cost.Sample(cost, row.RequiredText("workspace_id"), row.RequiredText("logical_job"), Estimated);
    }
}
