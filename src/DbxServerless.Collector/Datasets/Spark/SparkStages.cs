namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>Stages of Spark applications, from the event logs of finished runs.</summary>
public sealed class SparkStages : HarvestedDataset<SparkStageRecord>
{
    public override DatasetInfo Info { get; } = SparkLogs.Dataset(
        "spark_stages", "DbxSparkStages", "The stages of each job run that failed or took most time, from its event log.");

    protected override IReadOnlyList<string> Key(SparkStageRecord record) => SparkLogs.Key(record, record.StageId, $"{record.Attempt}");

    protected override DateTimeOffset EventTime(SparkStageRecord record) => record.StartTime;

    protected override bool IsFinal(SparkStageRecord record) => !record.IsPartial;
}
