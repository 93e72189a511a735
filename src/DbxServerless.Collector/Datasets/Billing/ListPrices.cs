using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Records;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Billing;

/// <summary>List prices from <c>system.billing.list_prices</c>: every period of every SKU, and how many prices changed lately.</summary>
public sealed class ListPrices : SqlDataset<ListPrice>
{
    private static readonly MetricFamily PriceChanges = new(
        "databricks_price_change_events", MetricType.Gauge, "List price changes that took effect in the last 90 days.", "sku_name");

    private static readonly MetricFamily SlidingPriceChanges = new(
        "databricks_price_change_events_sliding", MetricType.Gauge, "List price changes that took effect in the sliding window.", "sku_name")
    {
        Names = MetricNames.Sliding,
    };

    public override DatasetInfo Info { get; } = new(
        "list_prices", "DbxListPrices", ScopeKind.Account, ScheduleGroup.Regular, DatasetKind.State,
        "List prices of all SKUs with the time for which they hold.")
    {
        SystemTables = ["system.billing.list_prices"],
    };

    protected override string RecordsSql =>
        """
        SELECT sku_name, cloud, usage_unit, currency_code, price_start_time, price_end_time,
          CAST(pricing.effective_list.`default` AS DECIMAL(38, 18)) AS effective_price,
          CAST(pricing.`default` AS DECIMAL(38, 18)) AS default_price
        FROM system.billing.list_prices
        """;

    protected override IReadOnlyList<Measure> Measures { get; } =
    [
        new("price_changes", PriceChangesSql, [PriceChanges, SlidingPriceChanges], row =>
        [
            PriceChanges.Sample(row.RequiredInt64("price_changes"), row.RequiredText("sku_name")),
            SlidingPriceChanges.Sample(row.RequiredInt64("sliding_price_changes"), row.RequiredText("sku_name")),
        ]),
    ];

    // A SKU's first price is no change, nor is a new period at the old price, nor one that is only announced.
    private const string PriceChangesSql =
        """
        WITH periods AS (
          SELECT sku_name, price_start_time, pricing.effective_list.`default` AS price,
            LAG(pricing.effective_list.`default`) OVER (PARTITION BY sku_name, cloud, usage_unit ORDER BY price_start_time) AS price_before
          FROM system.billing.list_prices
          WHERE currency_code = :price_currency
        )
        SELECT sku_name,
          SUM(CASE WHEN price_before IS NOT NULL AND price <> price_before
                AND price_start_time > CAST(:as_of AS TIMESTAMP) - INTERVAL 90 DAYS
                AND price_start_time <= CAST(:as_of AS TIMESTAMP) THEN 1 ELSE 0 END) AS price_changes,
          SUM(CASE WHEN price_before IS NOT NULL AND price <> price_before
                AND price_start_time > :billing_since AND price_start_time <= :as_of THEN 1 ELSE 0 END) AS sliding_price_changes
        FROM periods
        GROUP BY sku_name
        """;

    protected override ListPrice Read(SqlRow row) => new()
    {
        SkuName = row.RequiredText("sku_name"),
        Cloud = row.RequiredText("cloud"),
        UsageUnit = row.RequiredText("usage_unit"),
        Currency = row.RequiredText("currency_code"),
        PriceStartTime = row.RequiredTimestamp("price_start_time"),
        PriceEndTime = row.Timestamp("price_end_time"),
        EffectivePrice = row.Decimal("effective_price"),
        DefaultPrice = row.Decimal("default_price"),
    };

    protected override IReadOnlyList<string> Key(ListPrice record) =>
        [record.SkuName, record.Cloud, record.UsageUnit, record.Currency, RecordJson.Instant(record.PriceStartTime)];

    protected override DateTimeOffset EventTime(ListPrice record) => record.PriceStartTime;
}
