namespace DbxServerless.Collector.Settings;

/// <summary>Settings of the billing datasets.</summary>
public sealed class BillingOptions
{
    /// <summary>Currency of the list prices that are applied. Metrics whose name says USD stay empty in another one.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>What an hour of a machine costs at the cloud, without DBUs, by node type, in that currency. The machines of runs, and insights, have no price without it.</summary>
    public IDictionary<string, double> VmHourPrices { get; set; } = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What an hour of a spot machine costs, by node type. Without it runs on spot machines have no price for their machines.</summary>
    public IDictionary<string, double> SpotVmHourPrices { get; set; } = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the DBUs of an hour of a node cost, by node type, for the price of insights; without it that is the machine's alone.</summary>
    public IDictionary<string, double> DbuHourPrices { get; set; } = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
}
