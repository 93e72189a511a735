namespace DbxServerless.Collector.Collection.Metering;

/// <summary>What SQL warehouses use by their size.</summary>
internal static class WarehouseSizes
{
    /// <summary>The smallest one.</summary>
    public const string Smallest = "2X-Small";

    // Microsoft Learn, "Serverless DBU consumption by SKU", https://learn.microsoft.com/azure/databricks/resources/pricing
    private static readonly Dictionary<string, int> Dbus = new(StringComparer.OrdinalIgnoreCase)
    {
        [Smallest] = 4,
        ["X-Small"] = 6,
        ["Small"] = 12,
        ["Medium"] = 24,
        ["Large"] = 40,
        ["X-Large"] = 80,
        ["2X-Large"] = 144,
        ["3X-Large"] = 272,
        ["4X-Large"] = 528,
    };

    /// <summary>DBUs that one cluster of the size uses in an hour; null for a size that is not known.</summary>
    public static int? DbusPerHour(string? size) => size is not null && Dbus.TryGetValue(size, out var dbus) ? dbus : null;
}
