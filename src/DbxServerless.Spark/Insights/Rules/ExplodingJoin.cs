using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class ExplodingJoin : InsightRule
{
    private static readonly Threshold Ratio = new("ratio", 10, Unit.Ratio, "rows out, as multiple of the rows of the larger side");
    private static readonly Threshold DroppedRatio = new("dropped-ratio", 3, Unit.Ratio, "rows out, as multiple of the rows of the larger side, when the same stage drops nine tenths of them again");
    private static readonly Threshold MinRows = new("min-rows", 100_000_000, Unit.Rows, "rows out");

    public override RuleInfo Info { get; } = new("exploding-join", "A join makes many times more rows than it gets", Severity.Warning)
    {
        LooksAt = "Rows into both sides and out of every join on keys, of Spark and of Photon.",
        Thresholds = [Ratio, DroppedRatio, MinRows],
        Meaning = "The join's keys are not unique on either side, so that each row meets many. That is seldom meant: a key column is missing, or duplicates should have been removed.",
        Cost = "Every operator after the join handles the rows. Where the stage throws most of them away again, the waste is its compute time by the part of these rows "
            + "among all rows that its operators handled; otherwise it is not estimated.",
        Mend = "Add the missing key column, remove duplicates or aggregate one side before the join, and apply later filters and selective joins first.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var join in PlanOperators.Of(application).Where(join =>
            join.Kind is OperatorKind.SortMergeJoin or OperatorKind.ShuffledHashJoin or OperatorKind.BroadcastHashJoin && join.Children.Count == 2))
        {
            if (join.FirstValue("number of output rows") is not { } rows || join.Children[0].Rows() is not { } left || join.Children[1].Rows() is not { } right)
            {
                continue;
            }

            var input = Math.Max(left, right);
            var kept = rows >= settings[MinRows] ? KeptByStage(join, rows) : rows;
            var ratio = kept < rows / 10 ? Math.Min(settings[Ratio], settings[DroppedRatio]) : settings[Ratio];
            if (rows < settings[MinRows] || rows < input * ratio)
            {
                continue;
            }

            yield return new Finding(
                join.Place,
                (kept < rows / 10
                    ? $"Only {Format.Count(kept)} of the {Format.Count(rows)} rows outlive the stage: put the filters and joins that drop them before this join (a hint or a subquery), "
                    : "Check that the join has all its keys: ")
                + "add the missing key, or remove duplicates (dropDuplicates, GROUP BY) on one side before it.",
                Evidence.Ratio("rows out / rows of the larger side", rows / (double)Math.Max(1, input), ratio),
                new Evidence("rows out", rows, Unit.Rows, settings[MinRows]),
                new Evidence("rows of the left side", left, Unit.Rows),
                new Evidence("rows of the right side", right, Unit.Rows),
                new Evidence("rows that leave the stage", kept, Unit.Rows))
            {
                Title = $"A join makes {Format.Count(rows)} rows of {Format.Count(input)}",
                Waste = kept < rows / 10 ? Claims(application, join, Math.Max(input, kept)).ToList() : [],
                Weight = rows,
            };
        }
    }

    /// <summary>The fewest rows that the join's rows become before the next exchange.</summary>
    private static long KeptByStage(PlanOperator join, long rows)
    {
        foreach (var node in AboveInStage(join))
        {
            rows = Math.Min(rows, node.FirstValue("number of output rows") ?? rows);
        }

        return rows;
    }

    private static IEnumerable<PlanOperator> AboveInStage(PlanOperator join)
    {
        for (var node = join.Parent; node is not null && node.Kind is not (OperatorKind.ShuffleExchange or OperatorKind.BroadcastExchange); node = node.Parent)
        {
            yield return node;
        }
    }

    private static IEnumerable<WasteClaim> Claims(SparkApplication application, PlanOperator join, long needed)
    {
        if (join.Stages() is not [var stage, ..])
        {
            yield break;
        }

        var all = stage.PlanNodes.Sum(node => (double)(node.Metric("number of output rows")?.Value ?? 0));
        var needless = AboveInStage(join).Prepend(join).Sum(node => Math.Max(0, (double)(node.FirstValue("number of output rows") ?? 0) - needed));
        var compute = CoreTime.Of(application).Ms(WasteBucket.Of(WasteKind.Compute, stage));
        yield return WasteClaim.Of(WasteKind.Compute, stage, compute * needless / Math.Max(1, all));
    }
}
