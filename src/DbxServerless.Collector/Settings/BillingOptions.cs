namespace DbxServerless.Collector.Settings;

/// <summary>Settings of the billing datasets.</summary>
public sealed class BillingOptions
{
    /// <summary>Currency of the list prices that are applied. Metrics whose name says USD stay empty in another one.</summary>
    public string Currency { get; set; } = "USD";
}
