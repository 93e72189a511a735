using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class RowMultiplyingGenerate : InsightRule
{
    private static readonly Threshold Ratio = new("ratio", 10, Unit.Ratio, "rows out, as multiple of the rows in");
    private static readonly Threshold MinRows = new("min-rows", 100_000_000, Unit.Rows, "rows out");

    public override RuleInfo Info { get; } = new("row-multiplying-generate", "An explode or grouping set multiplies the rows", Severity.Warning)
    {
        LooksAt = "Rows into and out of every generate (explode, posexplode, table functions) and expand (cube, rollup, grouping sets, several distinct counts), of Spark and of Photon.",
        Thresholds = [Ratio, MinRows],
        Meaning = "Each row becomes many, with all its columns copied, and everything after has to carry them.",
        Cost = "Memory, shuffle and time of the operators after it. Whether the rows are needed the log does not tell, so no waste is estimated.",
        Mend = "Filter before the explode (also inside the array: `filter`, `exists`, `aggregate` and other higher-order functions often avoid it), select only the columns needed, "
            + "aggregate before the expand, and use `approx_count_distinct` where several distinct counts are asked for.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var node in PlanOperators.Of(application).Where(node => node.Kind is OperatorKind.Generate or OperatorKind.Expand && node.Children.Count == 1))
        {
            if (node.FirstValue("number of output rows") is not { } rows || node.Children[0].Rows() is not { } input
                || rows < settings[MinRows] || rows < input * settings[Ratio])
            {
                continue;
            }

            yield return new Finding(
                node.Place,
                node.Kind == OperatorKind.Generate
                    ? "Use higher-order functions on the array (filter, transform, aggregate) instead of exploding it, or filter its elements first; select only the needed columns before the explode."
                    : "Aggregate to the finest grouping first and build the others from that; replace several COUNT(DISTINCT …) by approx_count_distinct or separate queries.",
                Evidence.Ratio("rows out / rows in", rows / (double)Math.Max(1, input), settings[Ratio]),
                new Evidence("rows out", rows, Unit.Rows, settings[MinRows]),
                new Evidence("rows in", input, Unit.Rows))
            {
                Title = $"{node.Node.Name.Trim()} makes {Format.Count(rows)} rows of {Format.Count(input)}",
                Weight = rows,
            };
        }
    }
}
