using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class LargeBroadcast : InsightRule
{
    private static readonly Threshold MinBytes = new("min-bytes", 1L << 30, Unit.Bytes, "size of the broadcast data in memory");

    public override RuleInfo Info { get; } = new("large-broadcast", "A very large table is broadcast", Severity.Warning)
    {
        LooksAt = "The data size of every broadcast, of Spark and of Photon; where Photon shows no broadcast, the size of the join's hash table.",
        Thresholds = [MinBytes],
        Meaning = "One side of a join is collected by the driver and copied to every executor. Beyond a gigabyte, the driver and every executor must hold it several times over.",
        Cost = "The join waits for collecting, building and sending. The waste is that time of the driver, times the cores, as far as no task ran meanwhile.",
        Mend = "Remove the broadcast hint, or lower `spark.sql.autoBroadcastJoinThreshold`, so that the join shuffles; or filter and select columns on that side first.",
        DataFlintAlerts = ["largeBroadcast"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var node in PlanOperators.Of(application))
        {
            if (Size(node) is not { } bytes || bytes <= settings[MinBytes])
            {
                continue;
            }

            var ms = (node.FirstValue("time to collect") ?? 0) + (node.FirstValue("time to build") ?? 0) + (node.FirstValue("time to broadcast") ?? 0);
            yield return new Finding(
                node.Place,
                $"Let the join shuffle: remove the broadcast hint, or set spark.sql.autoBroadcastJoinThreshold={Math.Max(10, (bytes >> 20) / 10)}m for this query. "
                + "If it must be a broadcast, select only the columns that the join needs and filter before it.",
                new Evidence("size of the broadcast", bytes, Unit.Bytes, settings[MinBytes]),
                new Evidence("rows", node.Kind == OperatorKind.BroadcastExchange ? node.Rows() : null, Unit.Rows),
                Evidence.Seconds("collecting, building, sending", ms))
            {
                Title = $"A table of {Format.Bytes(bytes)} is broadcast",
                Waste = ms > 0 ? [WasteClaim.Of(WasteKind.NoTaskInQuery, ms * CoreTime.Of(application).MostSlots)] : [],
                Weight = bytes,
            };
        }
    }

    private static long? Size(PlanOperator node) => node.Kind switch
    {
        OperatorKind.BroadcastExchange => node.DataBytes,
        OperatorKind.BroadcastHashJoin or OperatorKind.NestedLoopJoin when node.IsPhoton && node.All().All(below => below.Kind != OperatorKind.BroadcastExchange) =>
            node.Node.Metric("hashed relation size") is { } hashed ? hashed.MaxOfTask ?? hashed.Value
            : node.Node.Metric("buffered relation size") is { } buffered ? buffered.MaxOfTask ?? buffered.Value : null,
        _ => null,
    };
}
