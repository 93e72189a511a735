namespace DbxServerless.Simulator.SystemTables;

/// <summary>One price period of a SKU in one currency.</summary>
public sealed record ListPricesRow
{
    public required string AccountId { get; init; }

    public required DateTimeOffset PriceStartTime { get; init; }

    public DateTimeOffset? PriceEndTime { get; init; }

    public required string SkuName { get; init; }

    public required string Cloud { get; init; }

    public required string CurrencyCode { get; init; }

    public required string UsageUnit { get; init; }

    public required Pricing Pricing { get; init; }

    /// <summary>Whether usage that ended then has this price.</summary>
    public bool Holds(DateTimeOffset at) => at >= PriceStartTime && !(at >= PriceEndTime);
}
