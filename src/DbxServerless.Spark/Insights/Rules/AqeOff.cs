using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class AqeOff : InsightRule
{
    private static readonly Threshold MinSeconds = new("min-task-seconds", 300, Unit.Seconds, "run time of stages of SQL queries that read a shuffle and would have gained");
    private static readonly Threshold SmallBytes = new("small-bytes", 8 << 20, Unit.Bytes, "shuffle bytes of a mean task, below which partitions would have been merged");
    private static readonly Threshold Ratio = new("ratio", 5, Unit.Ratio, "largest to median shuffle bytes, above which a partition would have been split");

    public override RuleInfo Info { get; } = new("aqe-off", "Adaptive query execution is off where it would help", Severity.Warning)
    {
        LooksAt = "Whether adaptive execution was on (set, or the default of the Spark version), and the shuffles of SQL queries: partitions that are tiny or skewed.",
        Thresholds = [MinSeconds, SmallBytes, Ratio],
        Meaning = "Without it, Spark keeps the plan it made before it knew the data: it does not merge small partitions, split skewed ones, or turn a join into a broadcast.",
        Cost = "Scheduling of tiny tasks and waiting for skewed ones. The waste is in the findings on over-partitioned shuffles and skew.",
        Mend = "Set `spark.sql.adaptive.enabled=true` (the default since Spark 3.2 and on Databricks), and look why it was switched off.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        if (SparkConf.IsAdaptive(application))
        {
            yield break;
        }

        var stages = application.Stages
            .Where(stage => stage.PlanNodes.Any(node => Operators.Of(node.Name).Kind is not (OperatorKind.ShuffleRead or OperatorKind.Other)) && Gains(stage, settings))
            .ToList();
        var run = stages.Sum(stage => stage.Tasks.Totals.Sum(TaskMetric.ExecutorRunTimeMs));
        if (stages.Count == 0 || run < settings[MinSeconds] * 1000)
        {
            yield break;
        }

        var isSet = application.SparkProperties.ContainsKey("spark.sql.adaptive.enabled");
        yield return new Finding(
            Place.Of(stages.MaxBy(stage => stage.Tasks.Totals.Sum(TaskMetric.ExecutorRunTimeMs))!),
            "Set spark.sql.adaptive.enabled=true" + (isSet ? " (it is set to false)" : "") + ": it merges tiny partitions, splits skewed ones in joins, and broadcasts sides that turn out to be small.",
            Evidence.Seconds("run time of stages that would gain", run, settings[MinSeconds]),
            new Evidence("such stages", stages.Count, Unit.Count))
        {
            Weight = run,
        };
    }

    private static bool Gains(SparkStage stage, RuleSettings settings)
    {
        var spread = stage.Tasks.Distribution(TaskMetric.ShuffleReadBytes);
        return spread.Sum > 0 && spread.Count > 1
            && (spread.Mean < settings[SmallBytes] || (spread.Max > 64 << 20 && spread.Max > settings[Ratio] * Math.Max(1, spread.Quantile(0.5))));
    }
}
