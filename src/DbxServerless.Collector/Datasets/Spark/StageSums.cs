using DbxServerless.Spark.Application;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>Sums over stages, in the units of records.</summary>
internal static class StageSums
{
    public static long Of(this IEnumerable<SparkStage> stages, TaskMetric metric) => stages.Sum(stage => stage.Tasks.Totals.Sum(metric));

    public static long Tasks(this IEnumerable<SparkStage> stages) => stages.Sum(stage => stage.Tasks.Totals.Tasks);

    public static long FailedTasks(this IEnumerable<SparkStage> stages) => stages.Sum(stage => stage.Tasks.Totals.FailedTasks);

    public static double OfMs(long milliseconds) => milliseconds / 1000.0;

    public static double OfNs(long nanoseconds) => Math.Round(nanoseconds / 1_000_000_000.0, 3);

    public static double? Between(long? start, long? end) => end - start is { } ms and >= 0 ? OfMs(ms) : null;
}
