namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>SQL queries of Spark applications, from the event logs of finished runs.</summary>
public sealed class SparkQueries : HarvestedDataset<SparkQueryRecord>
{
    public override DatasetInfo Info { get; } = SparkLogs.Dataset(
        "spark_queries", "DbxSparkQueries", "The SQL queries of each job run that failed or took most time, from its event log.");

    protected override IReadOnlyList<string> Key(SparkQueryRecord record) => SparkLogs.Key(record, record.QueryId);

    protected override DateTimeOffset EventTime(SparkQueryRecord record) => record.StartTime;

    protected override bool IsFinal(SparkQueryRecord record) => !record.IsPartial;
}
