using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class BroadcastSmallTable : InsightRule
{
    private static readonly Threshold SmallBytes = new("small-bytes", 10 << 20, Unit.Bytes, "size of a side that is always worth a broadcast");
    private static readonly Threshold MinLargeBytes = new("min-large-bytes", 100 << 20, Unit.Bytes, "size of the other side, below which shuffling it costs little");

    /// <summary>The larger the other side, the larger a broadcast may be.</summary>
    private static readonly (long Small, long Large)[] Pairs = [(100L << 20, 10L << 30), (1000L << 20, 300L << 30), (5L << 30, 1L << 40)];

    public override RuleInfo Info { get; } = new("broadcast-small-table", "A join shuffles a large table to meet a small one", Severity.Warning)
    {
        LooksAt = "The data that both sides of every sort-merge and shuffled hash join wrote into their exchanges, of Spark and of Photon, and whether the kind of join lets that side be broadcast.",
        Thresholds = [SmallBytes, MinLargeBytes],
        Meaning = "One side is so small that every executor could hold a copy; then the large side would not have to be shuffled and sorted at all. "
            + "A side is small below the threshold, or below 100 MiB against 10 GiB, 1000 MiB against 300 GiB, 5 GiB against 1 TiB.",
        Cost = "The waste is the time of writing the large side's shuffle files and of sorting it.",
        Mend = "Add a broadcast hint for the small side, or raise `spark.sql.autoBroadcastJoinThreshold` above its size; collect statistics so that the optimizer knows the size.",
        DataFlintAlerts = ["broadcastSmallTable"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var join in PlanOperators.Of(application).Where(join => join.Kind is OperatorKind.SortMergeJoin or OperatorKind.ShuffledHashJoin && join.Children.Count == 2))
        {
            var sides = join.Children.Select(child => child.InputShuffle()).ToArray();
            if (sides is not [{ } left, { } right] || Bytes(left) is not { } leftBytes || Bytes(right) is not { } rightBytes)
            {
                continue;
            }

            var isLeftSmall = leftBytes < rightBytes;
            var (small, large, exchange) = isLeftSmall ? (leftBytes, rightBytes, right) : (rightBytes, leftBytes, left);
            if (large < settings[MinLargeBytes] || !JoinType.CanBroadcast(join.Node.Detail, isLeftSmall)
                || (small >= settings[SmallBytes] && !Array.Exists(Pairs, pair => small < pair.Small && large > pair.Large)))
            {
                continue;
            }

            yield return new Finding(
                join.Place,
                $"Broadcast the {(isLeftSmall ? "left" : "right")} side ({Format.Bytes(small)}): a hint /*+ BROADCAST(table) */ or broadcast(df), "
                + $"or spark.sql.autoBroadcastJoinThreshold={Math.Max(10, (long)Math.Ceiling(small * 1.5 / (1 << 20)))}m. Then {Format.Bytes(large)} need no shuffle.",
                new Evidence("smaller side", small, Unit.Bytes, settings[SmallBytes]),
                new Evidence("larger side", large, Unit.Bytes, settings[MinLargeBytes]))
            {
                Title = $"A join shuffles {Format.Bytes(large)} to meet {Format.Bytes(small)}",
                Waste = Claims(join, exchange).ToList(),
                Weight = large,
            };
        }
    }

    private static long? Bytes(PlanOperator exchange) => exchange.DataBytes ?? exchange.ShuffleBytes;

    private static IEnumerable<WasteClaim> Claims(PlanOperator join, PlanOperator largeSide)
    {
        var writeMs = largeSide.FirstValue("shuffle write time", "total time spent producing shuffle files") / 1_000_000.0;
        if (writeMs is { } write && largeSide.Node.Stages is [var writer, ..])
        {
            yield return WasteClaim.Of(WasteKind.Compute, writer, write);
        }

        for (var node = largeSide.Parent; node is not null && node != join; node = node.Parent)
        {
            if (node.Kind == OperatorKind.Sort && node.FirstValue("sort time") is { } sort && node.Stages() is [var reader, ..])
            {
                yield return WasteClaim.Of(WasteKind.Compute, reader, sort);
            }
        }
    }
}
