using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class SmallTasks : InsightRule
{
    private static readonly Threshold MinTasks = new("min-tasks", 5000, Unit.Tasks, "tasks of the stage");
    private static readonly Threshold MedianSeconds = new("median-seconds", 0.5, Unit.Seconds, "run time of the median task, below which tasks are small");

    public override RuleInfo Info { get; } = new("small-tasks", "A stage has thousands of tiny tasks", Severity.Warning)
    {
        LooksAt = "The number of tasks and their run times, of every stage attempt, of SQL and of RDDs alike.",
        Thresholds = [MinTasks, MedianSeconds],
        Meaning = "Each task is scheduled, sent, deserialised and reported. With run times below half a second that is a large part of the work, and the driver becomes the limit.",
        Cost = "The waste is the part of the scheduling and deserialising time that a tenth of the tasks would not have needed.",
        Mend = "Use fewer, larger partitions: larger input splits, fewer shuffle partitions, `coalesce` after strong filters, compacted files.",
        DataFlintAlerts = ["smallTasks"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var stage in application.Stages)
        {
            var tasks = stage.Tasks.Totals.Tasks;
            var median = stage.Tasks.Distribution(TaskMetric.ExecutorRunTimeMs).Quantile(0.5);
            if (tasks <= settings[MinTasks] || median >= settings[MedianSeconds] * 1000)
            {
                continue;
            }

            var time = CoreTime.Of(application);
            var wanted = Math.Max((long)time.MostSlots * 2, tasks / 10);
            var overhead = time.Ms(WasteBucket.Of(WasteKind.Overhead, stage));
            yield return new Finding(
                Place.Of(stage),
                stage.Tasks.Totals.Sum(TaskMetric.ShuffleReadBytes) > 0
                    ? $"Set spark.sql.shuffle.partitions={wanted} instead of {tasks}, or let adaptive execution merge them (spark.sql.adaptive.coalescePartitions.enabled=true with spark.sql.adaptive.advisoryPartitionSizeInBytes=128m)."
                    : $"Read in about {wanted} tasks instead of {tasks}: raise spark.sql.files.maxPartitionBytes to {Math.Min(2048, 128 * tasks / Math.Max(1, wanted))}m, compact the files, or coalesce({wanted}).",
                new Evidence("tasks", tasks, Unit.Tasks, settings[MinTasks]),
                Evidence.Seconds("median task", median, settings[MedianSeconds]),
                Evidence.Percent("scheduling and deserialising / task time", (double)overhead / Math.Max(1, stage.Tasks.Totals.Sum(TaskMetric.DurationMs))))
            {
                Title = $"A stage has {Format.Count(tasks)} tasks of {Format.Duration(median)}",
                Waste = wanted < tasks ? [WasteClaim.Of(WasteKind.Overhead, stage, overhead * (1 - ((double)wanted / tasks)))] : [],
                Weight = tasks,
            };
        }
    }
}
