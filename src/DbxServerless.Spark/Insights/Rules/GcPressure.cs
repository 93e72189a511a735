using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class GcPressure : InsightRule
{
    private static readonly Threshold Share = new("share", 10, Unit.Percent, "garbage collection's part of the stage's run time");
    private static readonly Threshold MinSeconds = new("min-seconds", 60, Unit.Seconds, "garbage collection of all tasks together");

    public override RuleInfo Info { get; } = new("gc-pressure", "Tasks spend much of their time on garbage collection", Severity.Warning)
    {
        LooksAt = "JVM GC time and run time of the tasks of every stage attempt.",
        Thresholds = [Share, MinSeconds],
        Meaning = "While the JVM of an executor collects garbage, its tasks stand still. A part above a tenth means that the heap is nearly full or that far too many objects are made.",
        Cost = "The waste is the garbage collection beyond the threshold's part of the run time; the rest is normal.",
        Mend = "Give each task less to hold (more partitions, fewer columns, no needless cache), or more memory per core (a memory-optimised node type on Databricks, "
            + "`spark.executor.memory` elsewhere). Replace Python and Scala UDFs and RDD code with built-in functions, which make far fewer objects; Photon makes hardly any.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var stage in application.Stages)
        {
            var gc = stage.Tasks.Totals.Sum(TaskMetric.JvmGcTimeMs);
            var run = stage.Tasks.Totals.Sum(TaskMetric.ExecutorRunTimeMs);
            var share = run > 0 ? (double)gc / run : 0;
            if (share * 100 < settings[Share] || gc < settings[MinSeconds] * 1000)
            {
                continue;
            }

            yield return new Finding(
                Place.Of(stage),
                Advice(application, stage),
                Evidence.Percent("garbage collection / run time", share, settings[Share]),
                Evidence.Seconds("garbage collection", gc, settings[MinSeconds]),
                Evidence.Seconds("run time", run))
            {
                Title = $"Tasks spend {Format.Percent(share)} of their run time on garbage collection",
                Waste = [WasteClaim.Of(WasteKind.GarbageCollection, stage, gc - (run * settings[Share] / 100))],
            };
        }
    }

    private static string Advice(SparkApplication application, SparkStage stage)
    {
        var tasks = stage.NumberOfTasks ?? stage.Tasks.Totals.Tasks;
        var partitions = stage.Tasks.Totals.Sum(TaskMetric.ShuffleReadBytes) > 0
            ? $"Set spark.sql.shuffle.partitions={tasks * 2} so that each task holds half as much"
            : $"Read in {tasks * 2} partitions instead of {tasks} (halve spark.sql.files.maxPartitionBytes, or repartition) so that each task holds half as much";
        var memory = SparkConf.IsDatabricks(application)
            ? "choose a node type with more memory per core (Databricks sets spark.executor.memory from it)"
            : SparkConf.Bytes(application, "spark.executor.memory", 1 << 20) is { } heap
                ? $"set spark.executor.memory={(heap * 3 / 2) >> 20}m instead of {heap >> 20}m"
                : "raise spark.executor.memory by half";
        return $"{partitions}, or {memory}. Unpersist what is cached and not used any more.";
    }
}
