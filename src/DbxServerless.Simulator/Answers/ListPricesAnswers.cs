using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>list_prices</c>.</summary>
internal sealed class ListPricesAnswers : DatasetAnswers
{
    public override string Dataset => "list_prices";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = reading => Result.Of(reading.ListPrices.Select(price => new PriceRow(price.SkuName, price.Cloud, price.UsageUnit, price.CurrencyCode,
            price.PriceStartTime, price.PriceEndTime, price.Pricing.EffectiveList.Default, price.Pricing.Default))),
        ["price_changes"] = PriceChanges,
    };

    private static Result PriceChanges(Reading reading)
    {
        var asOf = reading.AsOf;
        var sliding = reading.Timestamp("billing_since");
        return Result.Of(reading.ListPrices
            .Where(price => price.CurrencyCode == reading.Text("price_currency"))
            .GroupBy(price => (price.SkuName, price.Cloud, price.UsageUnit))
            .Select(periods => (periods.Key.SkuName, Changes: Changes(periods.OrderBy(price => price.PriceStartTime).ToList())))
            .GroupBy(sku => sku.SkuName)
            .Select(sku => new ChangesRow(sku.Key,
                sku.Sum(each => each.Changes.LongCount(change => change > asOf.AddDays(-90) && change <= asOf)),
                sku.Sum(each => each.Changes.LongCount(change => change > sliding && change <= asOf)))));
    }

    /// <summary>When another price began to hold.</summary>
    private static List<DateTimeOffset> Changes(List<ListPricesRow> periods) =>
    [
        .. periods.Zip(periods.Skip(1))
            .Where(pair => pair.First.Pricing.EffectiveList.Default is { } before && pair.Second.Pricing.EffectiveList.Default is { } after && before != after)
            .Select(pair => pair.Second.PriceStartTime),
    ];

    private sealed record PriceRow(
        string SkuName, string Cloud, string UsageUnit, string CurrencyCode, DateTimeOffset PriceStartTime, DateTimeOffset? PriceEndTime,
        decimal? EffectivePrice, decimal? DefaultPrice);

    private sealed record ChangesRow(string SkuName, long PriceChanges, long SlidingPriceChanges);
}
