using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class CollectToDriver : InsightRule
{
    private static readonly Threshold MinBytes = new("min-bytes", 1L << 30, Unit.Bytes, "results that the tasks of a stage sent to the driver");

    public override RuleInfo Info { get; } = new("collect-to-driver", "A large result is collected to the driver", Severity.Warning)
    {
        LooksAt = "The result sizes of the tasks of every stage attempt, except stages that feed a broadcast.",
        Thresholds = [MinBytes],
        Meaning = "`collect`, `toPandas`, `show` of everything, or a download brought a gigabyte or more into the driver's memory, through one machine.",
        Cost = "The cluster waits while one machine takes it all. The waste is the time tasks spent on sending results.",
        Mend = "Write the result to a table or file and read that; aggregate, sample or limit before collecting; use Arrow (`spark.sql.execution.arrow.pyspark.enabled=true`) for what must come.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var broadcast = PlanOperators.Of(application).Where(node => node.Kind == OperatorKind.BroadcastExchange && node.Children.Count > 0)
            .SelectMany(node => node.Children[0].Node.Stages.Concat(node.Children[0].Stages())).ToHashSet();
        foreach (var stage in application.Stages.Where(stage => !broadcast.Contains(stage)))
        {
            var totals = stage.Tasks.Totals;
            var bytes = totals.Sum(TaskMetric.ResultSizeBytes);
            if (bytes < settings[MinBytes])
            {
                continue;
            }

            var sending = totals.Sum(TaskMetric.GettingResultTimeMs) + totals.Sum(TaskMetric.ResultSerializationTimeMs);
            var limit = SparkConf.Bytes(application, "spark.driver.maxResultSize");
            yield return new Finding(
                Place.Of(stage),
                "Write the result (df.write.saveAsTable, or to files) instead of collecting it; if the driver needs it, collect an aggregate, a sample or a limit, "
                + "and set spark.sql.execution.arrow.pyspark.enabled=true for toPandas."
                + (limit > 0 ? $" spark.driver.maxResultSize is {Format.Bytes(limit.Value)}." : ""),
                new Evidence("result bytes", bytes, Unit.Bytes, settings[MinBytes]),
                new Evidence("tasks", totals.Tasks, Unit.Tasks),
                Evidence.Seconds("sending results", sending))
            {
                Title = $"{Format.Bytes(bytes)} are collected to the driver",
                Waste = sending > 0 ? [WasteClaim.Of(WasteKind.Overhead, stage, sending)] : [],
                Weight = bytes,
            };
        }
    }
}
