using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class LateBroadcast : InsightRule
{
    private static readonly Threshold MinBytes = new("min-bytes", 1L << 30, Unit.Bytes, "what the large side wrote for a shuffle that was not needed");

    public override RuleInfo Info { get; } = new("late-broadcast", "A join became a broadcast only after both sides were shuffled", Severity.Info)
    {
        LooksAt = "Broadcast joins of final plans whose other side comes right from a shuffle, where the first plan had no broadcast join there: adaptive execution changed its mind.",
        Thresholds = [MinBytes],
        Meaning = "The optimizer did not know that one side is small, so it planned to shuffle both. By the time adaptive execution saw the size, the large side was written already.",
        Cost = "The waste is the time of writing the large side's shuffle files.",
        Mend = "Give the optimizer the size: `ANALYZE TABLE … COMPUTE STATISTICS`, a broadcast hint, or a larger `spark.sql.autoBroadcastJoinThreshold`.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var execution in application.SqlExecutions.Where(execution => execution.Replans > 0))
        {
            var operators = PlanOperators.Of(execution);
            var planned = execution.InitialOperators.Count(name => Operators.Of(name).Kind == OperatorKind.BroadcastHashJoin);
            if (operators.Count(node => node.Kind == OperatorKind.BroadcastHashJoin) <= planned)
            {
                continue;
            }

            foreach (var join in operators.Where(join => join.Kind == OperatorKind.BroadcastHashJoin && join.Children.Count == 2))
            {
                var shuffled = join.Children.Select(child => child.InputShuffle()).FirstOrDefault(shuffle => shuffle is not null);
                if (shuffled?.ShuffleBytes is not { } bytes || bytes < settings[MinBytes])
                {
                    continue;
                }

                var ms = shuffled.FirstValue("shuffle write time", "total time spent producing shuffle files") / 1_000_000.0;
                yield return new Finding(
                    join.Place,
                    "Add a hint /*+ BROADCAST(small table) */, or run ANALYZE TABLE … COMPUTE STATISTICS FOR ALL COLUMNS on the small table, so that the join is a broadcast from the start "
                    + $"and {Format.Bytes(bytes)} are not shuffled.",
                    new Evidence("shuffle bytes written by the large side", bytes, Unit.Bytes, settings[MinBytes]),
                    Evidence.Seconds("time of writing them", ms ?? 0))
                {
                    Title = $"A join became a broadcast only after {Format.Bytes(bytes)} were shuffled",
                    Waste = ms is { } write && shuffled.Node.Stages is [var writer, ..] ? [WasteClaim.Of(WasteKind.Compute, writer, write)] : [],
                    Weight = bytes,
                };
            }
        }
    }
}
