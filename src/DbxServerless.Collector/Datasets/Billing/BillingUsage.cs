using System.Globalization;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Billing;

/// <summary>
/// Billed usage from <c>system.billing.usage</c>. Rows are corrected by RETRACTION and RESTATEMENT rows that arrive later with the old
/// day, so what changed is found by the day of arrival, and a day's usage of a thing is always summed whole. Priced at the time of use.
/// </summary>
public sealed class BillingUsage : SqlDataset<UsageDay>
{
    private static readonly MetricFamily Dbus = new(
        "databricks_billing_dbus_total", MetricType.Untyped, "Databricks units used, by day of the last 30, corrections netted.",
        "workspace_id", "sku_name", "usage_date")
    {
        SeriesBudget = 20_000,
    };

    private static readonly MetricFamily Cost = new(
        "databricks_billing_cost_estimate_usd", MetricType.Gauge,
        "US dollars of Databricks units at the list price valid when they were used, by day of the last 30. SKUs without a price have none.",
        "workspace_id", "sku_name", "usage_date")
    {
        SeriesBudget = 20_000,
    };

    private static readonly MetricFamily SlidingDbus = new(
        "databricks_billing_dbus_sliding", MetricType.Gauge, "Databricks units used in the sliding window, corrections netted.",
        "workspace_id", "sku_name")
    {
        Names = MetricNames.Sliding,
    };

    private static readonly MetricFamily SlidingCost = new(
        "databricks_billing_cost_estimate_usd_sliding", MetricType.Gauge,
        "US dollars of Databricks units used in the sliding window, at the list price valid when they were used.", "workspace_id", "sku_name")
    {
        Names = MetricNames.Sliding,
    };

    public override DatasetInfo Info { get; } = new(
        "billing_usage", "DbxBillingUsage", ScopeKind.Account, ScheduleGroup.Regular, DatasetKind.Events,
        "Usage and list cost by day, SKU and the thing that used it.")
    {
        SystemTables = ["system.billing.usage", "system.billing.list_prices"],
        Overlap = TimeSpan.FromDays(2),
        Backfill = TimeSpan.FromDays(30),
        Reconciliation = TimeSpan.FromDays(45),
        Remembers = TimeSpan.FromDays(120),
    };

    // The thing that used it, as one text: columns that may be null cannot be joined on.
    private const string ThingKey =
        """
        concat(COALESCE(workspace_id, ''), '|', sku_name, '|', cloud, '|', usage_unit, '|', COALESCE(billing_origin_product, ''), '|',
            COALESCE(usage_metadata.job_id, ''), '|', COALESCE(usage_metadata.job_run_id, ''), '|', COALESCE(usage_metadata.cluster_id, ''), '|',
            COALESCE(usage_metadata.warehouse_id, ''), '|', COALESCE(usage_metadata.dlt_pipeline_id, ''))
        """;

    protected override string RecordsSql =>
        $"""
        WITH usage_rows AS (
          SELECT usage_date, ingestion_date, record_type, usage_quantity, usage_end_time, workspace_id, sku_name, cloud, usage_unit,
            billing_origin_product, usage_metadata.job_id AS job_id, usage_metadata.job_run_id AS job_run_id,
            usage_metadata.cluster_id AS cluster_id, usage_metadata.warehouse_id AS warehouse_id,
            usage_metadata.dlt_pipeline_id AS pipeline_id,
            {ThingKey} AS thing
          FROM system.billing.usage
          WHERE usage_date >= CAST(CAST(:as_of AS TIMESTAMP) - INTERVAL 120 DAYS AS DATE)
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        ),
        changed AS (
          SELECT DISTINCT usage_date, thing
          FROM usage_rows
          WHERE ingestion_date >= CAST(CAST(:changed_from AS TIMESTAMP) AS DATE)
            AND {Shards.Holds("thing")}
        )
        SELECT u.usage_date, MAX(u.workspace_id) AS workspace_id, MAX(u.sku_name) AS sku_name, MAX(u.cloud) AS cloud,
          MAX(u.usage_unit) AS usage_unit, MAX(u.billing_origin_product) AS product, MAX(u.job_id) AS job_id,
          MAX(u.job_run_id) AS job_run_id, MAX(u.cluster_id) AS cluster_id, MAX(u.warehouse_id) AS warehouse_id,
          MAX(u.pipeline_id) AS pipeline_id,
          SUM(u.usage_quantity) AS quantity,
          SUM(CASE WHEN u.record_type = 'ORIGINAL' THEN 0 ELSE u.usage_quantity END) AS corrected_quantity,
          SUM({PricedUsage.Cost}) AS list_cost,
          MAX(p.currency_code) AS currency
        FROM usage_rows u
        JOIN changed ON u.usage_date = changed.usage_date AND u.thing = changed.thing
        LEFT JOIN system.billing.list_prices p
          ON {PricedUsage.Join}
        GROUP BY u.usage_date, u.thing
        """;

    protected override IReadOnlyList<Measure> Measures { get; } =
    [
        new("usage_by_day", UsageByDaySql, [Dbus, Cost], ReadUsageByDay),
        new("sliding_usage", SlidingUsageSql, [SlidingDbus, SlidingCost], ReadSlidingUsage),
    ];

    private const string UsageByDaySql =
        $"""
        SELECT COALESCE(u.workspace_id, 'account') AS workspace_id, u.sku_name, u.usage_date,
          SUM(u.usage_quantity) AS dbus,
          SUM({PricedUsage.Cost}) AS cost, MAX(p.currency_code) AS currency_code
        FROM system.billing.usage u
        LEFT JOIN system.billing.list_prices p
          ON {PricedUsage.Join}
        WHERE u.usage_date > CAST(CAST(:as_of AS TIMESTAMP) - INTERVAL 30 DAYS AS DATE)
          AND u.usage_unit = 'DBU'
          AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), u.workspace_id))
        GROUP BY u.workspace_id, u.sku_name, u.usage_date
        """;

    private const string SlidingUsageSql =
        $"""
        SELECT COALESCE(u.workspace_id, 'account') AS workspace_id, u.sku_name, SUM(u.usage_quantity) AS dbus,
          SUM({PricedUsage.Cost}) AS cost, MAX(p.currency_code) AS currency_code
        FROM system.billing.usage u
        LEFT JOIN system.billing.list_prices p
          ON {PricedUsage.Join}
        WHERE u.usage_date >= CAST(CAST(:billing_since AS TIMESTAMP) - INTERVAL 1 DAY AS DATE)
          AND u.usage_end_time > :billing_since AND u.usage_unit = 'DBU'
          AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), u.workspace_id))
        GROUP BY u.workspace_id, u.sku_name
        """;

    protected override UsageDay Read(SqlRow row) => new()
    {
        WorkspaceId = row.Text("workspace_id"),
        UsageDate = new DateTimeOffset(row.RequiredDate("usage_date").ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
        SkuName = row.RequiredText("sku_name"),
        Cloud = row.RequiredText("cloud"),
        UsageUnit = row.RequiredText("usage_unit"),
        Product = row.Text("product"),
        JobId = row.Text("job_id"),
        JobRunId = row.Text("job_run_id"),
        ClusterId = row.Text("cluster_id"),
        WarehouseId = row.Text("warehouse_id"),
        PipelineId = row.Text("pipeline_id"),
        Quantity = row.RequiredDecimal("quantity"),
        CorrectedQuantity = row.RequiredDecimal("corrected_quantity"),
        ListCost = row.Decimal("list_cost"),
        Currency = row.Text("currency"),
    };

    protected override IReadOnlyList<string> Key(UsageDay record) =>
    [
        record.UsageDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), record.WorkspaceId ?? "", record.SkuName, record.Cloud,
        record.UsageUnit, record.Product ?? "", record.JobId ?? "", record.JobRunId ?? "", record.ClusterId ?? "", record.WarehouseId ?? "",
        record.PipelineId ?? "",
    ];

    protected override DateTimeOffset EventTime(UsageDay record) => record.UsageDate;

    private static IEnumerable<Sample> ReadUsageByDay(SqlRow row) =>
        ReadUsage(row, Dbus, Cost, row.RequiredDate("usage_date").ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static IEnumerable<Sample> ReadSlidingUsage(SqlRow row) => ReadUsage(row, SlidingDbus, SlidingCost);

    private static IEnumerable<Sample> ReadUsage(SqlRow row, MetricFamily dbus, MetricFamily cost, params string[] more)
    {
        string[] labels = [row.RequiredText("workspace_id"), row.RequiredText("sku_name"), .. more];
        yield return dbus.Sample((double)row.RequiredDecimal("dbus"), labels);
        if (row.Decimal("cost") is { } amount && row.Text("currency_code") == "USD")
            yield return cost.Sample((double)amount, labels);
    }
}
