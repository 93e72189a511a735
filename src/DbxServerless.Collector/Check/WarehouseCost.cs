using DbxServerless.Databricks;

namespace DbxServerless.Collector.Check;

/// <summary>What about a warehouse makes watching cost more than it must.</summary>
internal static class WarehouseCost
{
    private const int LongestAutoStopMinutes = 10;

    // Microsoft Learn, "Serverless DBU consumption by SKU", https://learn.microsoft.com/azure/databricks/resources/pricing
    private static readonly Dictionary<string, int> DbusPerHour = new(StringComparer.OrdinalIgnoreCase)
    {
        ["2X-Small"] = 4,
        ["X-Small"] = 6,
        ["Small"] = 12,
        ["Medium"] = 24,
        ["Large"] = 40,
        ["X-Large"] = 80,
        ["2X-Large"] = 144,
        ["3X-Large"] = 272,
        ["4X-Large"] = 528,
    };

    /// <summary>One finding and its mend for each; none for the cheapest warehouse.</summary>
    public static IEnumerable<(string Finding, string Mend)> Warnings(Warehouse warehouse)
    {
        if (warehouse.ClusterSize is { } size && DbusPerHour.TryGetValue(size, out var dbus) && dbus > DbusPerHour["2X-Small"])
        {
            yield return (
                $"The warehouse is {size}: {dbus} DBU for each hour and cluster that it runs, where a 2X-Small uses {DbusPerHour["2X-Small"]} and suffices.",
                "Give the collector a 2X-Small warehouse of its own, or accept the cost.");
        }

        if (warehouse.AutoStopMins == 0)
        {
            yield return (
                $"The warehouse never stops by itself: it costs{PerHour(warehouse)} around the clock.",
                $"Set its auto-stop to {LongestAutoStopMinutes} minutes or less.");
        }
        else if (warehouse.AutoStopMins > LongestAutoStopMinutes)
        {
            yield return (
                $"The warehouse stops only after {warehouse.AutoStopMins} idle minutes: each collection pays for that tail"
                    + $"{Tail(warehouse)}.",
                $"Set its auto-stop to {LongestAutoStopMinutes} minutes or less.");
        }
    }

    private static string PerHour(Warehouse warehouse) =>
        warehouse.ClusterSize is { } size && DbusPerHour.TryGetValue(size, out var dbus) ? $" {dbus} DBU an hour" : "";

    // Collections are an hour apart by default: a tail of an hour or more means that the warehouse never sleeps.
    private static string Tail(Warehouse warehouse) =>
        warehouse.ClusterSize is { } size && DbusPerHour.TryGetValue(size, out var dbus)
            ? FormattableString.Invariant($" (up to {dbus * Math.Min(warehouse.AutoStopMins, 60) / 60.0:0.#} DBU)")
            : "";
}
