using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Answers;

/// <summary>The join of usage with the prices of one currency: by SKU, cloud, unit and the time of use.</summary>
internal sealed class PriceList(IReadOnlyList<ListPricesRow> prices, string? currency)
{
    // As the statements cast the factors, so that the product keeps all its digits.
    private const int Digits = 10;

    private readonly ILookup<(string, string, string), ListPricesRow> _prices = prices.Where(price => price.CurrencyCode == currency)
        .ToLookup(price => (price.SkuName, price.Cloud, price.UsageUnit));

    public ListPricesRow? At(UsageRow usage) =>
        _prices[(usage.SkuName, usage.Cloud, usage.UsageUnit)].SingleOrDefault(price => price.Holds(usage.UsageEndTime));

    public string? CurrencyOf(UsageRow usage) => At(usage)?.CurrencyCode;

    public decimal? Cost(UsageRow usage) => At(usage)?.Pricing.EffectiveList.Default is { } price
        ? Cut(usage.UsageQuantity) * Cut(price)
        : null;

    private static decimal Cut(decimal value) => Math.Round(value, Digits, MidpointRounding.AwayFromZero);
}
