using DbxServerless.Collector.Collection.Counters;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Collection.Publishing;

/// <summary>What the collector says about itself, for each dataset and scope.</summary>
public static class CollectionMetrics
{
    private static readonly string[] Labels = ["dataset", "scope"];

    private static readonly MetricFamily Up = new(
        "databricks_up", MetricType.Gauge,
        "1 if the last regular collection of the scope succeeded and is not older than two periods, otherwise 0.", "scope");

    private static readonly MetricFamily LastSuccess = new(
        "dbxserverless_last_success_timestamp_seconds", MetricType.Gauge, "When the dataset was last collected with nothing to mend, in seconds since 1970.", Labels);

    private static readonly MetricFamily LastSuccessAge = new(
        "dbxserverless_last_success_age_seconds", MetricType.Gauge, "Seconds since the dataset was last collected with nothing to mend.", Labels);

    private static readonly MetricFamily Duration = new(
        "dbxserverless_collection_duration_seconds", MetricType.Gauge, "Seconds that the last collection of the dataset took.", Labels);

    private static readonly MetricFamily Error = new(
        "dbxserverless_collection_error", MetricType.Gauge, "1 if the last collection of the dataset failed, otherwise 0.", Labels);

    private static readonly MetricFamily NotAssessed = new(
        "dbxserverless_not_assessed", MetricType.Gauge, "1 if the identity may not read the dataset, otherwise 0.", Labels);

    private static readonly MetricFamily OverBudget = new(
        "dbxserverless_over_budget", MetricType.Gauge, "1 if the dataset waits because the day's ceiling of warehouse seconds is reached, otherwise 0.", Labels);

    private static readonly MetricFamily Off = new(
        "dbxserverless_dataset_off", MetricType.Gauge, "1 if the dataset is switched off by a setting, otherwise 0.", Labels);

    private static readonly MetricFamily Passes = new(
        "dbxserverless_collections_total", MetricType.Counter, "Collections of the dataset that were carried through, whatever their outcome.", Labels);

    private static readonly MetricFamily RowsRead = new(
        "dbxserverless_records_read_total", MetricType.Counter, "Records that the source gave, changed or not.", Labels);

    private static readonly MetricFamily Delivered = new(
        "dbxserverless_records_delivered_total", MetricType.Counter, "Records that the sink accepted.", Labels);

    private static readonly MetricFamily SetAside = new(
        "dbxserverless_records_set_aside_total", MetricType.Counter, "Records that the sink refused for good; they are kept in the storage under set-aside.", Labels);

    private static readonly MetricFamily OutboxRecords = new(
        "dbxserverless_outbox_records", MetricType.Gauge, "Records that are committed and wait for the sink.", Labels);

    private static readonly MetricFamily OutboxAge = new(
        "dbxserverless_outbox_oldest_age_seconds", MetricType.Gauge, "Seconds that the oldest undelivered record waits; 0 when none does.", Labels);

    private static readonly MetricFamily Statements = new(
        "dbxserverless_statements_total", MetricType.Counter, "SQL statements that were run.", Labels);

    private static readonly MetricFamily WarehouseSeconds = new(
        "dbxserverless_warehouse_seconds_total", MetricType.Counter, "Seconds that SQL statements took on the warehouse, its start included.", Labels);

    private static readonly MetricFamily EndpointFailures = new(
        "databricks_scraper_errors_total", MetricType.Counter,
        "Failures of the collection by the REST endpoint that failed; refusals for lack of a permission are among them.", "dataset", "scope", "endpoint")
    {
        OpenTelemetryName = "databricks.scraper.errors",
        OpenTelemetryUnit = "{error}",
    };

    private static readonly MetricFamily Folded = new(
        "dbxserverless_series_folded_total", MetricType.Counter,
        "Counts that went to a series named other because the family's budget of series was used up.", "family", "scope");

    private static readonly MetricFamily LeftOut = new(
        "dbxserverless_series_left_out", MetricType.Gauge,
        "Series that the last measure left out, those of the least interest, because the family's budget of series was used up.", "family", "scope");

    /// <summary>All families about the collector.</summary>
    public static IReadOnlyList<MetricFamily> Families { get; } =
    [
        Up, LastSuccess, LastSuccessAge, Duration, Error, NotAssessed, OverBudget, Off, Passes, RowsRead, Delivered, SetAside, OutboxRecords,
        OutboxAge, Statements, WarehouseSeconds, EndpointFailures, Folded, LeftOut, .. UseMetrics.Families,
    ];

    /// <summary>Whether the scope is collected as it should be.</summary>
    /// <param name="validUntil">When that is no longer so unless it is collected again; null when it is not so now.</param>
    internal static Sample UpOf(Datasets.Scope scope, DateTimeOffset? validUntil) =>
        Up.Sample(validUntil is null ? 0 : 1, scope.ToString()) with { ValidUntil = validUntil };

    /// <param name="leftOut">Series that were left out, by family.</param>
    internal static IEnumerable<Sample> Of(
        DatasetInfo info, CollectionOutcome outcome, CollectionState state, CounterBook counters, IReadOnlyDictionary<string, long> leftOut)
    {
        string[] labels = [outcome.Dataset, outcome.Scope.ToString()];
        if (state.LastSuccess is { } success)
        {
            yield return LastSuccess.Sample(success.ToUnixTimeMilliseconds() / 1000.0, labels);
            yield return LastSuccessAge.Age(success, labels);
        }

        yield return Duration.Sample(outcome.Duration.TotalSeconds, labels);
        yield return Flag(Error, CollectionResult.Failed);
        yield return Flag(NotAssessed, CollectionResult.NotAssessed);
        yield return Flag(OverBudget, CollectionResult.OverBudget);
        yield return Flag(Off, CollectionResult.Off);
        yield return Passes.Sample(state.Totals.Passes, labels);
        yield return RowsRead.Sample(state.Totals.RowsRead, labels);
        yield return Delivered.Sample(state.Totals.Delivered, labels);
        yield return SetAside.Sample(state.Totals.SetAside, labels);
        yield return OutboxRecords.Sample(state.Outbox.Sum(part => part.Records), labels);
        yield return state.Outbox is [var oldest, ..] ? OutboxAge.Age(oldest.Since, labels) : OutboxAge.Sample(0, labels);
        yield return Statements.Sample(state.Totals.Statements, labels);
        yield return WarehouseSeconds.Sample(state.Totals.WarehouseSeconds, labels);
        // An endpoint that never failed has its series too, so that the first failure is an increase.
        foreach (var endpoint in info.Endpoints.Union(state.Totals.Errors.Keys))
            yield return EndpointFailures.Sample(state.Totals.Errors.GetValueOrDefault(endpoint), [.. labels, endpoint]);
        foreach (var (family, folded) in counters.Folded())
            yield return Folded.Sample(folded, family, outcome.Scope.ToString());
        foreach (var (family, series) in leftOut)
            yield return LeftOut.Sample(series, family, outcome.Scope.ToString());

        Sample Flag(MetricFamily family, CollectionResult result) =>
            family.Sample(state.LastPass?.Result == result || state.LastReconciliation?.Result == result ? 1 : 0, labels);
    }
}
