using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Billing;

/// <summary>One price period of a SKU in one currency.</summary>
public sealed record ListPrice
{
    /// <summary>Stock keeping unit.</summary>
    [Field(FieldClass.Label)] public required string SkuName { get; init; }

    /// <summary>AZURE, AWS or GCP.</summary>
    [Field(FieldClass.Label)] public required string Cloud { get; init; }

    /// <summary>Unit that the price is for.</summary>
    [Field(FieldClass.Label)] public required string UsageUnit { get; init; }

    /// <summary>Currency of the price.</summary>
    [Field(FieldClass.Label)] public required string Currency { get; init; }

    /// <summary>From when on the price holds.</summary>
    public required DateTimeOffset PriceStartTime { get; init; }

    /// <summary>Until when the price holds; null while it does.</summary>
    public DateTimeOffset? PriceEndTime { get; init; }

    /// <summary>Effective list price of one unit: promotions resolved, contract discounts not.</summary>
    public decimal? EffectivePrice { get; init; }

    /// <summary>Price of one unit without promotions.</summary>
    public decimal? DefaultPrice { get; init; }
}
