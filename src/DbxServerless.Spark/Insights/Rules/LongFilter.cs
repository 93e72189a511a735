using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class LongFilter : InsightRule
{
    private static readonly Threshold Characters = new("characters", 1000, Unit.Characters, "length of the condition in the plan");
    private static readonly Threshold MinRows = new("min-rows", 1_000_000, Unit.Rows, "rows that the condition was evaluated on, where told");

    public override RuleInfo Info { get; } = new("long-filter", "A filter has a very long condition", Severity.Info)
    {
        LooksAt = "The text of every filter in a plan, of Spark and of Photon, and the rows that went into it.",
        Thresholds = [Characters, MinRows],
        Meaning = "The condition is a long list of comparisons, mostly generated: hundreds of ORs, or literals one after the other. It is evaluated for every row, "
            + "is planned slowly, and can grow too large for generated code.",
        Cost = "CPU for every row, and time of the driver for planning. The log does not tell the filter's part of a stage, so no waste is estimated.",
        Mend = "Put the values into a small table and join it (a semi join, broadcast), or use `IN` with a list, which becomes a set.",
        DataFlintAlerts = ["longFilterCondition"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var filter in PlanOperators.Of(application).Where(node => node.Kind == OperatorKind.Filter))
        {
            var rows = filter.Children is [var child] ? child.Rows() : null;
            if (filter.Node.DetailBytes <= settings[Characters] || rows < settings[MinRows])
            {
                continue;
            }

            yield return new Finding(
                filter.Place,
                "Put the values of the condition into a small table and join it with a broadcast semi join (WHERE key IN (SELECT key FROM …)), instead of listing them in the condition.",
                new Evidence("length of the condition", filter.Node.DetailBytes, Unit.Characters, settings[Characters]),
                new Evidence("rows in", rows, Unit.Rows, settings[MinRows]))
            {
                Title = $"A filter has a condition of {Format.Count(filter.Node.DetailBytes)} characters",
                Weight = (double)filter.Node.DetailBytes * (rows ?? 1),
            };
        }
    }
}
