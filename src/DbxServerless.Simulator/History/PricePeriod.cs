namespace DbxServerless.Simulator.History;

/// <summary>A price of a SKU for a time.</summary>
/// <param name="AnnouncedAt">From when on the price shows, though it may hold only later.</param>
public sealed record PricePeriod(
    string SkuName, string Unit, string Currency, DateTimeOffset Start, DateTimeOffset? End, DateTimeOffset AnnouncedAt,
    decimal Default, decimal? Promotional)
{
    /// <summary>What counts: the promotion where there is one.</summary>
    public decimal Effective => Promotional ?? Default;

    /// <summary>Whether usage that ended then has this price.</summary>
    public bool Holds(DateTimeOffset at) => Start <= at && !(End <= at);
}
