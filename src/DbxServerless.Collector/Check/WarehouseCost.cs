using DbxServerless.Collector.Collection.Metering;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Check;

/// <summary>What about a warehouse makes watching cost more than it must.</summary>
internal static class WarehouseCost
{
    private const int LongestAutoStopMinutes = 10;

    /// <summary>One finding and its mend for each; none for the cheapest warehouse.</summary>
    public static IEnumerable<(string Finding, string Mend)> Warnings(Warehouse warehouse)
    {
        if (WarehouseSizes.DbusPerHour(warehouse.ClusterSize) is { } dbus && dbus > WarehouseSizes.DbusPerHour(WarehouseSizes.Smallest))
        {
            yield return (
                $"The warehouse is {warehouse.ClusterSize}: {dbus} DBU for each hour and cluster that it runs, where a {WarehouseSizes.Smallest} uses "
                    + $"{WarehouseSizes.DbusPerHour(WarehouseSizes.Smallest)} and suffices.",
                $"Give the collector a {WarehouseSizes.Smallest} warehouse of its own, or accept the cost.");
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
        WarehouseSizes.DbusPerHour(warehouse.ClusterSize) is { } dbus ? $" {dbus} DBU an hour" : "";

    // Collections are an hour apart by default: a tail of an hour or more means that the warehouse never sleeps.
    private static string Tail(Warehouse warehouse) =>
        WarehouseSizes.DbusPerHour(warehouse.ClusterSize) is { } dbus
            ? FormattableString.Invariant($" (up to {dbus * Math.Min(warehouse.AutoStopMins, 60) / 60.0:0.#} DBU)")
            : "";
}
