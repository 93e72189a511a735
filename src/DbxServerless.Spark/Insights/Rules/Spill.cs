using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class Spill : InsightRule
{
    private const string PhotonSpill = "num bytes spilled to disk due to memory pressure";

    private static readonly Threshold MinBytes = new("min-bytes", 1L << 30, Unit.Bytes, "bytes spilled by the stage, on disk, or in memory where disk is not told");
    private static readonly Threshold MinTaskSeconds = new("min-task-seconds", 60, Unit.Seconds, "run time of all tasks of the stage together");

    public override RuleInfo Info { get; } = new("spill", "Tasks did not fit into memory and spilled", Severity.Warning)
    {
        LooksAt = "Memory and disk spill of the tasks of every stage attempt, and Photon's own spill metrics of the plan's operators (task metrics are 0 there).",
        Thresholds = [MinBytes, MinTaskSeconds],
        Meaning = "A sort, join or aggregation held more than its share of the executor's memory and wrote part of it to disk, to read it back later.",
        Cost = "Spilled data is serialised, written and read again. The waste is the bytes spilled to disk at the rate at which the same run wrote shuffle files, "
            + "which go to the same disks; it is not estimated when the run wrote none.",
        Mend = "Make partitions smaller (`spark.sql.shuffle.partitions`, or `auto` on Databricks), cut columns before the shuffle, mend skew first if a few tasks spill all, "
            + "or use nodes with more memory per core.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var msPerByte = DiskMsPerByte(application);
        foreach (var stage in application.Stages)
        {
            var totals = stage.Tasks.Totals;
            var photon = PhotonBytes(stage);
            var memory = totals.Sum(TaskMetric.MemorySpilledBytes);
            var disk = Math.Max(totals.Sum(TaskMetric.DiskSpilledBytes), photon);
            var spilled = disk > 0 ? disk : memory;
            if (spilled < settings[MinBytes] || totals.Sum(TaskMetric.ExecutorRunTimeMs) < settings[MinTaskSeconds] * 1000)
            {
                continue;
            }

            yield return new Finding(
                Place.Of(stage),
                Advice(stage, Math.Max(memory, disk)),
                new Evidence("spilled to disk", disk, Unit.Bytes, settings[MinBytes]),
                new Evidence("spilled, as it was in memory", memory, Unit.Bytes),
                new Evidence("tasks", totals.Tasks, Unit.Tasks),
                Evidence.Seconds("run time", totals.Sum(TaskMetric.ExecutorRunTimeMs), settings[MinTaskSeconds]))
            {
                Title = $"Tasks did not fit into memory and spilled {Format.Bytes(spilled)}",
                Waste = msPerByte is { } rate && disk > 0 ? [WasteClaim.Of(WasteKind.Compute, stage, disk * rate)] : [],
                Weight = spilled,
            };
        }
    }

    internal static long PhotonBytes(SparkStage stage)
    {
        // An operator that ran in two stages tells one total; the stage that came first has it.
        return stage.PlanNodes.Where(node => node.Stages.Count > 0 && ReferenceEquals(node.Stages[0], stage)).Sum(node => node.Metric(PhotonSpill)?.Value ?? 0);
    }

    private static double? DiskMsPerByte(SparkApplication application)
    {
        var tasks = application.Totals.Tasks;
        var bytes = tasks.Sum(TaskMetric.ShuffleWriteBytes);
        var ns = tasks.Sum(TaskMetric.ShuffleWriteTimeNs);
        return bytes >= 1 << 20 && ns > 0 ? ns / 1e6 / bytes : null;
    }

    private static string Advice(SparkStage stage, long held)
    {
        var spread = stage.Tasks.Distribution(TaskMetric.MemorySpilledBytes);
        var spillers = spread.Count > 0 && spread.Quantile(0.75) == 0;
        if (spillers)
        {
            return $"Only a few tasks spill (the largest {Format.Bytes(spread.Max)}): mend the skew of this stage first; "
                + "spark.sql.adaptive.skewJoin.enabled=true splits large partitions of joins.";
        }

        var tasks = Math.Max(1, stage.NumberOfTasks ?? stage.Tasks.Totals.Tasks);
        var factor = Math.Clamp((int)Math.Ceiling((double)held / tasks / (128L << 20)), 2, 16);
        return stage.Tasks.Totals.Sum(TaskMetric.ShuffleReadBytes) > 0
            ? $"Set spark.sql.shuffle.partitions={tasks * factor} instead of {tasks} for this query (or auto on Databricks), so that a partition fits into memory; "
                + "select fewer columns before the shuffle, or use a node type with more memory per core."
            : $"Read smaller pieces: spark.sql.files.maxPartitionBytes={Math.Max(1, 128 / factor)}m, or repartition({tasks * factor}) after reading; "
                + "or use a node type with more memory per core.";
    }
}
