using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary><c>system.billing.list_prices</c>: a period is open until its successor is announced.</summary>
public sealed class ListPrices(TableSource source) : SystemTable<ListPricesRow>(source)
{
    public override string Name => "billing.list_prices";

    protected override IEnumerable<Shown<ListPricesRow>> Always()
    {
        foreach (var periods in Source.History.Prices.GroupBy(price => (price.SkuName, price.Currency)).Select(group => group.ToList()))
        {
            for (var place = 0; place < periods.Count; place++)
            {
                var period = periods[place];
                var succeeded = place + 1 < periods.Count ? periods[place + 1].AnnouncedAt : (DateTimeOffset?)null;
                if (succeeded is null || succeeded > period.AnnouncedAt)
                    yield return new Shown<ListPricesRow>(Row(period) with { PriceEndTime = null }, period.AnnouncedAt, succeeded);
                if (succeeded is not null)
                    yield return new Shown<ListPricesRow>(Row(period), succeeded > period.AnnouncedAt ? succeeded.Value : period.AnnouncedAt);
            }
        }
    }

    private ListPricesRow Row(PricePeriod period) => new()
    {
        AccountId = Source.History.AccountId,
        PriceStartTime = period.Start,
        PriceEndTime = period.End,
        SkuName = period.SkuName,
        Cloud = Skus.Cloud,
        CurrencyCode = period.Currency,
        UsageUnit = period.Unit,
        Pricing = new Pricing(period.Default, period.Promotional is { } promotional ? new PromotionalPrice(promotional) : null,
            new EffectivePrice(period.Effective)),
    };
}
