using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class LargePartition : InsightRule
{
    private static readonly (TaskMetric Metric, string Name)[] Metrics =
    [
        (TaskMetric.ShuffleReadBytes, "shuffle bytes read"),
        (TaskMetric.InputBytes, "input bytes"),
        (TaskMetric.ShuffleWriteBytes, "shuffle bytes written"),
        (TaskMetric.OutputBytes, "bytes written"),
    ];

    private static readonly Threshold MaxBytes = new("max-bytes", 5L << 30, Unit.Bytes, "the most that one task read or wrote");

    public override RuleInfo Info { get; } = new("large-partition", "A task handles a very large partition", Severity.Warning)
    {
        LooksAt = "The most that a single task of every stage attempt read or wrote: input, output and shuffle, of SQL and of RDDs alike.",
        Thresholds = [MaxBytes],
        Meaning = "One task had gigabytes to go through. It runs long, spills, and when it fails it starts over.",
        Cost = "Long tasks end stages late and are lost whole. The time is claimed by the rules on skew, spill and few partitions.",
        Mend = "More partitions: `spark.sql.shuffle.partitions` for shuffles, `repartition` before a write, splittable formats for inputs (not gzip), and `maxRecordsPerFile` for output files.",
        DataFlintAlerts = ["maxPartitionToBig"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var stage in application.Stages)
        {
            var (name, spread) = Largest(stage);
            if (spread.Max <= settings[MaxBytes])
            {
                continue;
            }

            var tasks = Math.Max(1, stage.NumberOfTasks ?? stage.Tasks.Totals.Tasks);
            var isSpread = spread.Quantile(0.5) > spread.Max / 4;
            var wanted = Math.Max(tasks * 2, (long)Math.Ceiling(spread.Sum / (256.0 * 1024 * 1024)));
            yield return new Finding(
                Place.Of(stage),
                (isSpread
                    ? name.StartsWith("shuffle", StringComparison.Ordinal)
                        ? $"Set spark.sql.shuffle.partitions={wanted} instead of {tasks}: about 256 MiB each."
                        : $"Use about {wanted} tasks instead of {tasks}, 256 MiB each: repartition({wanted}); inputs must be splittable (not gzip)."
                    : $"Only some tasks are that large (the median has {Format.Bytes(spread.Quantile(0.5))}): split the hot key (spark.sql.adaptive.skewJoin.enabled=true, a salt), or the large file if it is gzip.")
                + (name == "bytes written" ? " spark.sql.files.maxRecordsPerFile keeps the files small." : ""),
                new Evidence($"most {name} by a task", spread.Max, Unit.Bytes, settings[MaxBytes]),
                new Evidence($"median {name}", spread.Quantile(0.5), Unit.Bytes),
                new Evidence("tasks", tasks, Unit.Tasks))
            {
                Title = $"A task has {Format.Bytes(spread.Max)} of {name}",
                Weight = spread.Max,
            };
        }
    }

    private static (string Name, QuantileSketch Spread) Largest(SparkStage stage)
    {
        var (name, largest) = (Metrics[0].Name, stage.Tasks.Distribution(Metrics[0].Metric));
        foreach (var (metric, other) in Metrics)
        {
            var spread = stage.Tasks.Distribution(metric);
            (name, largest) = spread.Max > largest.Max ? (other, spread) : (name, largest);
        }

        return (name, largest);
    }
}
