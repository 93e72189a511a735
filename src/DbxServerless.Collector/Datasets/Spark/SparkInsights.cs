using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>Insights about Spark applications, from the event logs of finished runs.</summary>
public sealed class SparkInsights : HarvestedDataset<SparkInsightRecord>
{
    private static readonly MetricFamily Count = ByRule(
        "databricks_spark_insights_total", "Insights about Spark applications of finished job runs.", "severity");

    private static readonly MetricFamily CoreSeconds = ByRule(
        "databricks_spark_wasted_core_seconds_total", "Core-seconds that insights account for, as estimated when they were found.");

    private static readonly MetricFamily Cost = ByRule(
        "databricks_spark_wasted_cost_total", "Money that insights account for, as estimated when they were found.", "currency");

    public override DatasetInfo Info { get; } = SparkLogs.Dataset(
        "spark_insights", "DbxSparkInsights", "What is wrong in each job run's Spark, what to change, and what it is worth.");

    protected override IReadOnlyList<Counter<SparkInsightRecord>> Counters { get; } =
    [
        new(Count, insight => [.. Labels(insight), insight.Severity]),
        new(CoreSeconds, Labels, insight => insight.CoreHours * 3600),
        new(Cost, insight => [.. Labels(insight), insight.Currency ?? ""], insight => (double?)insight.Amount),
    ];

    protected override IReadOnlyList<string> Key(SparkInsightRecord record) =>
        SparkLogs.Key(record, record.RunId ?? "", record.Rule, record.Place, $"{record.Number}");

    protected override DateTimeOffset EventTime(SparkInsightRecord record) => record.RunStartTime;

    protected override bool IsFinal(SparkInsightRecord record) => !record.IsPartial;

    private static MetricFamily ByRule(string name, string help, params IEnumerable<string> labels) =>
        new(name, MetricType.Counter, help, ["workspace_id", "job_name", "rule", .. labels]);

    private static IReadOnlyList<string> Labels(SparkInsightRecord record) => [record.WorkspaceId, SparkLogs.JobLabel(record), record.Rule];
}
