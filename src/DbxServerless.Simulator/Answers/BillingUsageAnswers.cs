using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>billing_usage</c>.</summary>
internal sealed class BillingUsageAnswers : DatasetAnswers
{
    public override string Dataset => "billing_usage";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
        ["usage_by_day"] = UsageByDay,
        ["sliding_usage"] = SlidingUsage,
    };

    private static Result Records(Reading reading)
    {
        var first = Day(reading.AsOf.AddDays(-120));
        var changedFrom = Day(reading.ChangedFrom);
        var prices = Prices(reading);
        return Result.Of(reading.Usage
            .Where(row => row.UsageDate >= first && reading.IsWanted(row.WorkspaceId))
            .GroupBy(row => (row.UsageDate, Thing: Thing(row)))
            .Where(rows => rows.Any(row => row.IngestionDate >= changedFrom) && reading.IsInShard(rows.Key.Thing))
            .Select(rows =>
            {
                var any = rows.First();
                return new UsageDayRow(any.UsageDate, any.WorkspaceId, any.SkuName, any.Cloud, any.UsageUnit, any.BillingOriginProduct,
                    any.UsageMetadata.JobId, any.UsageMetadata.JobRunId, any.UsageMetadata.ClusterId, any.UsageMetadata.WarehouseId,
                    any.UsageMetadata.DltPipelineId,
                    rows.Sum(row => row.UsageQuantity),
                    rows.Sum(row => row.RecordType == "ORIGINAL" ? 0 : row.UsageQuantity),
                    rows.Select(prices.Cost).SumOrNull(),
                    rows.Select(prices.CurrencyOf).MaxText());
            }));
    }

    private static Result UsageByDay(Reading reading)
    {
        var after = Day(reading.AsOf.AddDays(-30));
        var prices = Prices(reading);
        return Result.Of(reading.Usage
            .Where(row => row.UsageDate > after && row.UsageUnit == "DBU" && reading.IsWanted(row.WorkspaceId))
            .GroupBy(row => (row.WorkspaceId, row.SkuName, row.UsageDate))
            .Select(rows => new DayRow(rows.Key.WorkspaceId ?? "account", rows.Key.SkuName, rows.Key.UsageDate,
                rows.Sum(row => row.UsageQuantity), rows.Select(prices.Cost).SumOrNull(), rows.Select(prices.CurrencyOf).MaxText())));
    }

    private static Result SlidingUsage(Reading reading)
    {
        var since = reading.Timestamp("billing_since");
        var prices = Prices(reading);
        return Result.Of(reading.Usage
            .Where(row => row.UsageDate >= Day(since.AddDays(-1)) && row.UsageEndTime > since && row.UsageUnit == "DBU" && reading.IsWanted(row.WorkspaceId))
            .GroupBy(row => (row.WorkspaceId, row.SkuName))
            .Select(rows => new SlidingRow(rows.Key.WorkspaceId ?? "account", rows.Key.SkuName, rows.Sum(row => row.UsageQuantity),
                rows.Select(prices.Cost).SumOrNull(), rows.Select(prices.CurrencyOf).MaxText())));
    }

    private static PriceList Prices(Reading reading) => new(reading.ListPrices, reading.Text("price_currency"));

    private static string Thing(UsageRow row) => string.Join('|', row.WorkspaceId, row.SkuName, row.Cloud, row.UsageUnit, row.BillingOriginProduct,
        row.UsageMetadata.JobId, row.UsageMetadata.JobRunId, row.UsageMetadata.ClusterId, row.UsageMetadata.WarehouseId, row.UsageMetadata.DltPipelineId);

    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    private sealed record UsageDayRow(
        DateOnly UsageDate, string? WorkspaceId, string SkuName, string Cloud, string UsageUnit, string? Product, string? JobId, string? JobRunId,
        string? ClusterId, string? WarehouseId, string? PipelineId, decimal Quantity, decimal CorrectedQuantity, decimal? ListCost, string? Currency);

    private sealed record DayRow(string WorkspaceId, string SkuName, DateOnly UsageDate, decimal Dbus, decimal? Cost, string? CurrencyCode);

    private sealed record SlidingRow(string WorkspaceId, string SkuName, decimal Dbus, decimal? Cost, string? CurrencyCode);
}
