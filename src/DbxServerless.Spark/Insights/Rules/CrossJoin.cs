using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class CrossJoin : InsightRule
{
    private static readonly Threshold MinPairs = new("min-pairs", 1e10, Unit.Rows, "rows of one side times rows of the other");

    public override RuleInfo Info { get; } = new("cross-join", "A join compares every row with every row", Severity.Error)
    {
        LooksAt = "The rows that went into both sides of every nested-loop join and cartesian product, of Spark and of Photon.",
        Thresholds = [MinPairs],
        Meaning = "The join has no equality between columns of both sides, so that Spark must form every pair. The work grows with the product of the sides.",
        Cost = "The waste is the compute time of the join's stage, by the part of the pairs among all rows that the stage's operators handled; where Photon tells the operator's own time, that.",
        Mend = "Add an equality to the join condition (even a coarse one, such as the day or a bucket of the range), turn OR conditions into a union of equi-joins, "
            + "and look for a forgotten condition. Range joins have a hint on Databricks (`RANGE_JOIN`).",
        DataFlintAlerts = ["largeCrossJoinScan"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var join in PlanOperators.Of(application).Where(join => join.Kind is OperatorKind.NestedLoopJoin or OperatorKind.CartesianProduct && join.Children.Count == 2))
        {
            if (join.Children[0].Rows() is not { } left || join.Children[1].Rows() is not { } right || (double)left * right <= settings[MinPairs])
            {
                continue;
            }

            var pairs = (double)left * right;
            yield return new Finding(
                join.Place,
                "Add an equality between columns of both sides to the condition. For a range (a BETWEEN b.start AND b.end) join on a bucket of it too, "
                + (SparkConf.IsDatabricks(application) ? "or use the hint /*+ RANGE_JOIN(table, bin_size) */; " : "for example floor(a / 100); ")
                + "write an OR as a UNION of two joins. If no condition was meant to be there, aggregate both sides first.",
                new Evidence("pairs compared", pairs, Unit.Rows, settings[MinPairs]),
                new Evidence("rows of the left side", left, Unit.Rows),
                new Evidence("rows of the right side", right, Unit.Rows),
                new Evidence("rows out", join.FirstValue("number of output rows"), Unit.Rows))
            {
                Title = $"A join compares {Format.Count(left)} rows with {Format.Count(right)}: {Format.Count(pairs)} pairs",
                Waste = Claims(application, join, pairs).ToList(),
                Weight = pairs,
            };
        }
    }

    private static IEnumerable<WasteClaim> Claims(SparkApplication application, PlanOperator join, double pairs)
    {
        if (join.Stages() is not [var stage, ..])
        {
            yield break;
        }

        var ownMs = join.FirstValue("exclusive time") / 1_000_000.0;
        var others = stage.PlanNodes.Sum(node => (double)(node.Metric("number of output rows")?.Value ?? 0));
        var compute = CoreTime.Of(application).Ms(WasteBucket.Of(WasteKind.Compute, stage));
        yield return WasteClaim.Of(WasteKind.Compute, stage, ownMs ?? compute * pairs / (pairs + others));
    }
}
