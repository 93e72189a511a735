using System.Text.Json;
using DbxServerless.Collector.Collection.Metering;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Collection.Publishing;

/// <summary>What collecting uses of each workspace.</summary>
internal static class UseMetrics
{
    private static readonly MetricFamily Requests = new(
        "dbxserverless_requests_total", MetricType.Counter, "REST requests that were sent to the workspace, retries among them, by outcome.", "workspace", "outcome");

    private static readonly MetricFamily Retries = new(
        "dbxserverless_request_retries_total", MetricType.Counter, "REST requests that repeated one that had failed.", "workspace");

    private static readonly MetricFamily Bytes = new(
        "dbxserverless_response_bytes_total", MetricType.Counter, "Bytes of the answers of the workspace, unpacked.", "workspace");

    private static readonly MetricFamily AwakeSeconds = new(
        "dbxserverless_warehouse_awake_seconds_total", MetricType.Counter,
        "Seconds that statements kept the warehouse awake, its idle time until auto-stop included, overlaps counted once.", "workspace");

    private static readonly MetricFamily Dbus = new(
        "dbxserverless_estimated_dbus_total", MetricType.Counter,
        "DBUs of the seconds that statements kept the warehouse awake, estimated from the size of one cluster of it.", "workspace");

    public static IReadOnlyList<MetricFamily> Families { get; } = [Requests, Retries, Bytes, AwakeSeconds, Dbus];

    public static IEnumerable<Sample> Of(string workspace, UsedSoFar used)
    {
        foreach (var (outcome, count) in used.Requests)
            yield return Requests.Sample(count, workspace, JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome));
        yield return Retries.Sample(used.Retries, workspace);
        yield return Bytes.Sample(used.BytesReceived, workspace);
        yield return AwakeSeconds.Sample(used.AwakeSeconds, workspace);
        if (used.Dbus is { } dbus)
            yield return Dbus.Sample(dbus, workspace);
    }
}
