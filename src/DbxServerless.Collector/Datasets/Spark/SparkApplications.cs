using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>Spark applications, from the event logs of finished runs.</summary>
public sealed class SparkApplications : HarvestedDataset<SparkApplicationRecord>
{
    private static readonly MetricFamily Count = ByJob("databricks_spark_applications_total", "Spark applications of finished job runs whose event logs were analysed.");
    private static readonly MetricFamily CoreSeconds = ByJob("databricks_spark_core_seconds_total", "Seconds that cores of executors were there, where no other run shared them.");
    private static readonly MetricFamily TaskSeconds = ByJob("databricks_spark_task_seconds_total", "Seconds that Spark tasks ran.");
    private static readonly MetricFamily GcSeconds = ByJob("databricks_spark_gc_seconds_total", "Seconds of Spark tasks in which the JVM collected garbage.");
    private static readonly MetricFamily FailedTasks = ByJob("databricks_spark_failed_tasks_total", "Attempts of Spark tasks that failed.");
    private static readonly MetricFamily InputBytes = ByJob("databricks_spark_input_bytes_total", "Bytes that Spark tasks read from storage.");
    private static readonly MetricFamily ShuffleBytes = ByJob("databricks_spark_shuffle_read_bytes_total", "Bytes that Spark tasks read from shuffles.");
    private static readonly MetricFamily SpilledBytes = ByJob("databricks_spark_spilled_bytes_total", "Bytes that Spark tasks spilled to disk, without Photon's.");

    public override DatasetInfo Info { get; } = SparkLogs.Dataset(
        "spark_applications", "DbxSparkApplications", "What each job run did in Spark, from its event log.");

    protected override IReadOnlyList<Counter<SparkApplicationRecord>> Counters { get; } =
    [
        new(Count, Labels),
        new(CoreSeconds, Labels, application => application.CoreHours * 3600),
        new(TaskSeconds, Labels, application => application.TaskSeconds),
        new(GcSeconds, Labels, application => application.GcSeconds),
        new(FailedTasks, Labels, application => application.FailedTasks),
        new(InputBytes, Labels, application => application.InputBytes),
        new(ShuffleBytes, Labels, application => application.ShuffleReadBytes),
        new(SpilledBytes, Labels, application => application.DiskSpilledBytes),
    ];

    protected override IReadOnlyList<string> Key(SparkApplicationRecord record) => SparkLogs.Key(record, record.RunId ?? "");

    protected override DateTimeOffset EventTime(SparkApplicationRecord record) => record.RunStartTime;

    protected override bool IsFinal(SparkApplicationRecord record) => !record.IsPartial;

    private static MetricFamily ByJob(string name, string help) => new(name, MetricType.Counter, help, "workspace_id", "job_name");

    private static IReadOnlyList<string> Labels(SparkApplicationRecord record) => [record.WorkspaceId, SparkLogs.JobLabel(record)];
}
