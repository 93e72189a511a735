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

    private static readonly MetricFamily WaitSeconds = new(
        "dbxserverless_request_wait_seconds_total", MetricType.Counter,
        "Seconds that REST requests waited before they were sent, added up, because more would be over the budget.", "workspace");

    private static readonly MetricFamily ConfiguredRate = new(
        "dbxserverless_request_budget_configured_per_second", MetricType.Gauge,
        "Requests a second that the settings allow to be sent to the workspace, by all processes together.", "workspace");

    private static readonly MetricFamily AllowedRate = new(
        "dbxserverless_request_budget_per_second", MetricType.Gauge,
        "Requests a second that may be sent to the workspace now: what the settings allow, where processes share it halved each time that the workspace " +
        "refuses requests as too many (429), and doubled again every minute.", "workspace");

    private static readonly MetricFamily BudgetShare = new(
        "dbxserverless_request_budget_used_ratio", MetricType.Gauge,
        "Requests that were sent to the workspace as a share of those that were allowed, over the time between the last two collections of a group.", "workspace");

    private static readonly MetricFamily AwakeSeconds = new(
        "dbxserverless_warehouse_awake_seconds_total", MetricType.Counter,
        "Seconds that statements kept the warehouse awake, its idle time until auto-stop included, overlaps counted once.", "workspace");

    private static readonly MetricFamily Dbus = new(
        "dbxserverless_estimated_dbus_total", MetricType.Counter,
        "DBUs of the seconds that statements kept the warehouse awake, estimated from the size of one cluster of it.", "workspace");

    public static IReadOnlyList<MetricFamily> Families { get; } = [Requests, Retries, Bytes, WaitSeconds, ConfiguredRate, AllowedRate, BudgetShare, AwakeSeconds, Dbus];

    public static IEnumerable<Sample> Of(string workspace, UsedSoFar used, RequestAllowance allowance)
    {
        foreach (var (outcome, count) in used.Requests)
            yield return Requests.Sample(count, workspace, JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome));
        yield return Retries.Sample(used.Retries, workspace);
        yield return Bytes.Sample(used.BytesReceived, workspace);
        yield return WaitSeconds.Sample(used.WaitedSeconds, workspace);
        yield return ConfiguredRate.Sample(allowance.Configured, workspace);
        yield return AllowedRate.Sample(allowance.Now, workspace);
        if (used.BudgetShare is { } share)
            yield return BudgetShare.Sample(share, workspace);
        yield return AwakeSeconds.Sample(used.AwakeSeconds, workspace);
        if (used.Dbus is { } dbus)
            yield return Dbus.Sample(dbus, workspace);
    }
}
