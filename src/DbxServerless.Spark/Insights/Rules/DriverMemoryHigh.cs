using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class DriverMemoryHigh : InsightRule
{
    private static readonly Threshold Share = new("share", 95, Unit.Percent, "the driver's highest heap use, as part of its heap");

    public override RuleInfo Info { get; } = new("driver-memory-high", "The driver nearly runs out of memory", Severity.Error)
    {
        LooksAt = "The driver's highest heap use where the log has it (`spark.eventLog.logStageExecutorMetrics`), against the heap that DataFlint's plugin or `spark.driver.memory` tells; "
            + "and jobs that failed because the driver could not hold their results.",
        Thresholds = [Share],
        Meaning = "The driver keeps plans, broadcasts and collected results. When its heap is full it stops for garbage collection, stops answering executors, and at last dies with the whole application.",
        Cost = "All executors wait for a driver that collects garbage; the time is in the rule on driver-bound time. A driver that dies costs the whole run.",
        Mend = "Do not collect large results (`collect`, `toPandas`, broadcasts of large tables); write them instead. Otherwise give the driver more memory: a larger driver node type on Databricks, `spark.driver.memory` elsewhere.",
        DataFlintAlerts = ["driverMemoryTooHigh"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var limit = application.DataFlint.DriverMaxHeapBytes ?? SparkConf.Bytes(application, "spark.driver.memory", 1 << 20);
        var peak = application.DriverMemoryPeak(ExecutorMemoryMetric.JvmHeapBytes);
        if (limit is > 0 and var heap && peak * 100.0 / heap > settings[Share])
        {
            yield return new Finding(
                Place.Application,
                SparkConf.IsDatabricks(application)
                    ? $"Choose a driver type with at least half as much memory again as {application.Cluster?.DriverNodeType ?? "the present one"}, and collect less to it."
                    : $"Set spark.driver.memory={(heap * 3 / 2) >> 20}m instead of {heap >> 20}m, and collect less to the driver.",
                Evidence.Percent("driver's highest heap use", (double)peak / heap, settings[Share]),
                new Evidence("driver's heap", heap, Unit.Bytes))
            {
                Title = $"The driver used {Format.Percent((double)peak / heap)} of its heap",
            };
        }

        foreach (var job in application.Jobs.Where(job => job.HasFailed && IsDriverMemory(job.Error)))
        {
            yield return new Finding(
                Place.Of(job),
                "Write the result to a table instead of collecting it, or collect an aggregate of it. Only if it must be that large, raise spark.driver.maxResultSize and the driver's memory.",
                Evidence.OfText("the job failed with", job.Error!.Contains("maxResultSize", StringComparison.Ordinal) ? "results larger than spark.driver.maxResultSize" : "OutOfMemoryError"))
            {
                Title = "A job failed because the driver could not hold its results",
            };
        }
    }

    private static bool IsDriverMemory(string? error) => error is not null
        && (error.Contains("spark.driver.maxResultSize", StringComparison.Ordinal)
            || (error.Contains("OutOfMemoryError", StringComparison.Ordinal) && !error.Contains("Task ", StringComparison.Ordinal) && !error.Contains("executor", StringComparison.OrdinalIgnoreCase)));
}
