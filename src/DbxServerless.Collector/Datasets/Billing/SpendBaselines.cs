using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Billing;

/// <summary>
/// Spend of every workspace by day against its own past, folded in the warehouse. The newest two days are incomplete, so they are never
/// part of what is normal; they can only grow, so that one above normal is already a finding.
/// </summary>
public sealed class SpendBaselines : SqlDataset<SpendBaseline>
{
    public override DatasetInfo Info { get; } = new(
        "spend_baselines", "DbxSpendBaselines", ScopeKind.Account, ScheduleGroup.Slow, DatasetKind.State,
        "Spend of every workspace in the newest days, in the month with a forecast, and what is normal.")
    {
        SystemTables = ["system.billing.usage", "system.billing.list_prices"],
    };

    protected override string RecordsSql =>
        $"""
        WITH days AS (
          SELECT u.workspace_id, u.usage_date, SUM(CASE WHEN u.usage_unit = 'DBU' THEN u.usage_quantity END) AS dbus,
            SUM({PricedUsage.Cost}) AS cost, MAX(p.currency_code) AS currency_code
          FROM system.billing.usage u
          LEFT JOIN system.billing.list_prices p
            ON {PricedUsage.Join}
          WHERE u.usage_date >= CAST(DATE_TRUNC('MONTH', CAST(:as_of AS TIMESTAMP)) - INTERVAL 1 MONTH AS DATE)
            AND u.usage_date <= CAST(CAST(:as_of AS TIMESTAMP) AS DATE)
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), u.workspace_id))
          GROUP BY u.workspace_id, u.usage_date
        ),
        placed AS (
          SELECT workspace_id, usage_date, dbus, cost, currency_code, CAST(CAST(:as_of AS TIMESTAMP) AS DATE) AS today,
            CAST(CAST(:as_of AS TIMESTAMP) - INTERVAL 1 DAY AS DATE) AS yesterday,
            CAST(CAST(:as_of AS TIMESTAMP) - INTERVAL 2 DAYS AS DATE) AS day_before,
            CAST(DATE_TRUNC('MONTH', CAST(:as_of AS TIMESTAMP)) AS DATE) AS month_start,
            usage_date >= CAST(CAST(:as_of AS TIMESTAMP) - INTERVAL 30 DAYS AS DATE)
              AND usage_date < CAST(CAST(:as_of AS TIMESTAMP) - INTERVAL 2 DAYS AS DATE) AS is_normal
          FROM days
        )
        SELECT workspace_id, MAX(today) AS today, MAX(currency_code) AS currency_code,
          SUM(CASE WHEN usage_date = today THEN cost END) AS cost_today,
          SUM(CASE WHEN usage_date = yesterday THEN cost END) AS cost_yesterday,
          SUM(CASE WHEN usage_date = day_before THEN cost END) AS cost_day_before,
          SUM(CASE WHEN usage_date = today THEN dbus END) AS dbus_today,
          SUM(CASE WHEN usage_date = yesterday THEN dbus END) AS dbus_yesterday,
          SUM(CASE WHEN usage_date = day_before THEN dbus END) AS dbus_day_before,
          SUM(CASE WHEN is_normal THEN 1 ELSE 0 END) AS normal_days, MIN(CASE WHEN is_normal THEN usage_date END) AS first_normal_day,
          SUM(CASE WHEN is_normal THEN cost END) AS normal_cost,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY CASE WHEN is_normal THEN CAST(cost AS DOUBLE) END) AS median_cost,
          PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY CASE WHEN is_normal THEN CAST(dbus AS DOUBLE) END) AS median_dbus,
          SUM(CASE WHEN usage_date >= month_start THEN cost END) AS month_cost,
          SUM(CASE WHEN usage_date >= month_start AND usage_date <= day_before THEN cost END) AS month_complete_cost,
          SUM(CASE WHEN usage_date < month_start THEN cost END) AS last_month_cost
        FROM placed
        GROUP BY workspace_id
        """;

    protected override SpendBaseline Read(SqlRow row)
    {
        var today = row.RequiredDate("today");
        // The first normal day to the last one, which is two days before yesterday.
        var mean = row.Double("normal_cost") / (row.Date("first_normal_day") is { } first ? today.AddDays(-2).DayNumber - first.DayNumber : null);
        return new SpendBaseline
        {
            WorkspaceId = row.Text("workspace_id"),
            Day = new DateTimeOffset(today.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
            CostToday = row.Double("cost_today"),
            CostYesterday = row.Double("cost_yesterday"),
            CostDayBefore = row.Double("cost_day_before"),
            DbusToday = row.Double("dbus_today"),
            DbusYesterday = row.Double("dbus_yesterday"),
            DbusDayBefore = row.Double("dbus_day_before"),
            NormalDays = row.RequiredInt64("normal_days"),
            MedianCost28Days = row.Double("median_cost"),
            MedianDbus28Days = row.Double("median_dbus"),
            MeanCost28Days = mean,
            MonthToDateCost = row.Double("month_cost"),
            ForecastMonthCost = (row.Double("month_complete_cost") ?? 0) + mean * DaysToCome(today),
            LastMonthCost = row.Double("last_month_cost"),
            Currency = row.Text("currency_code"),
        };
    }

    protected override IReadOnlyList<string> Key(SpendBaseline record) => [record.WorkspaceId ?? "account"];

    protected override DateTimeOffset EventTime(SpendBaseline record) => record.Day;

    /// <summary>Days of the month whose usage is not complete yet, today and yesterday among them.</summary>
    private static int DaysToCome(DateOnly today)
    {
        var complete = today.AddDays(-2);
        return DateTime.DaysInMonth(today.Year, today.Month) - (complete.Month == today.Month ? complete.Day : 0);
    }
}
