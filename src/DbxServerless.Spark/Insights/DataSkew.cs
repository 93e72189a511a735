using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights;

/// <summary>How unevenly the data of a stage is spread over its tasks.</summary>
/// <param name="Name">Which data.</param>
/// <param name="Unit">Of the amounts.</param>
/// <param name="Ratio">Largest divided by median task.</param>
internal sealed record DataSkew(string Name, string Unit, double Ratio, long Largest, long Median)
{
    private static readonly (TaskMetric Metric, string Name, string Unit)[] Metrics =
    [
        (TaskMetric.ShuffleReadBytes, "shuffle bytes read", Insights.Unit.Bytes),
        (TaskMetric.InputBytes, "input bytes", Insights.Unit.Bytes),
        (TaskMetric.ShuffleReadRecords, "shuffle rows read", Insights.Unit.Rows),
        (TaskMetric.InputRecords, "input rows", Insights.Unit.Rows),
    ];

    public static IEnumerable<DataSkew> Of(SparkStage stage)
    {
        foreach (var (metric, name, unit) in Metrics)
        {
            var spread = stage.Tasks.Distribution(metric);
            if (spread.Count > 0)
            {
                var median = spread.Quantile(0.5);
                yield return new DataSkew(name, unit, (double)spread.Max / Math.Max(1, median), spread.Max, median);
            }
        }
    }

    /// <summary>The most uneven of them; ratio 1 when the stage read nothing.</summary>
    public static DataSkew Widest(SparkStage stage) => Of(stage).MaxBy(skew => skew.Ratio) ?? new DataSkew("bytes read", Insights.Unit.Bytes, 1, 0, 0);
}
