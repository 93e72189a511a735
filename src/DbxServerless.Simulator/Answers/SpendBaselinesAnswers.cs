namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>spend_baselines</c>.</summary>
internal sealed class SpendBaselinesAnswers : DatasetAnswers
{
    public override string Dataset => "spend_baselines";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
    };

    private static Result Records(Reading reading)
    {
        var today = DateOnly.FromDateTime(reading.AsOf.UtcDateTime);
        var month = new DateOnly(today.Year, today.Month, 1);
        var prices = new PriceList(reading.ListPrices, reading.Text("price_currency"));
        return Result.Of(reading.Usage
            .Where(row => row.UsageDate >= month.AddMonths(-1) && row.UsageDate <= today && reading.IsWanted(row.WorkspaceId))
            .GroupBy(row => (row.WorkspaceId, row.UsageDate))
            .Select(rows => new Day(rows.Key.WorkspaceId, rows.Key.UsageDate,
                rows.Select(row => row.UsageUnit == "DBU" ? row.UsageQuantity : (decimal?)null).SumOrNull(),
                rows.Select(prices.Cost).SumOrNull(), rows.Select(prices.CurrencyOf).MaxText()))
            .GroupBy(day => day.WorkspaceId)
            .Select(days =>
            {
                var normal = days.Where(day => day.Date >= today.AddDays(-30) && day.Date < today.AddDays(-2)).ToList();
                return new SpendRow(days.Key, today, days.Select(day => day.CurrencyCode).MaxText(),
                    CostOf(days, day => day == today), CostOf(days, day => day == today.AddDays(-1)), CostOf(days, day => day == today.AddDays(-2)),
                    DbusOf(days, today), DbusOf(days, today.AddDays(-1)), DbusOf(days, today.AddDays(-2)),
                    normal.Count, normal.Count == 0 ? null : normal.Min(day => day.Date), normal.Select(day => day.Cost).SumOrNull(),
                    normal.Select(day => (double?)day.Cost).Percentile(0.5), normal.Select(day => (double?)day.Dbus).Percentile(0.5),
                    CostOf(days, day => day >= month), CostOf(days, day => day >= month && day <= today.AddDays(-2)), CostOf(days, day => day < month));
            }));
    }

    private static decimal? CostOf(IEnumerable<Day> days, Func<DateOnly, bool> wanted) => days.Where(day => wanted(day.Date)).Select(day => day.Cost).SumOrNull();

    private static decimal? DbusOf(IEnumerable<Day> days, DateOnly date) => days.Where(day => day.Date == date).Select(day => day.Dbus).SumOrNull();

    private sealed record Day(string? WorkspaceId, DateOnly Date, decimal? Dbus, decimal? Cost, string? CurrencyCode);

    private sealed record SpendRow(
        string? WorkspaceId, DateOnly Today, string? CurrencyCode, decimal? CostToday, decimal? CostYesterday, decimal? CostDayBefore,
        decimal? DbusToday, decimal? DbusYesterday, decimal? DbusDayBefore, long NormalDays, DateOnly? FirstNormalDay, decimal? NormalCost,
        double? MedianCost, double? MedianDbus, decimal? MonthCost, decimal? MonthCompleteCost, decimal? LastMonthCost);
}
