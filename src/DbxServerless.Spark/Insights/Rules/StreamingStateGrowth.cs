using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class StreamingStateGrowth : InsightRule
{
    private static readonly Threshold Ratio = new("ratio", 2, Unit.Ratio, "state of the last third of the batches, as multiple of the first third's");
    private static readonly Threshold Rising = new("rising", 80, Unit.Percent, "batches after which the state was no smaller");
    private static readonly Threshold MinBatches = new("min-batches", 20, Unit.Count, "batches that tell their state");
    private static readonly Threshold MinBytes = new("min-bytes", 1L << 30, Unit.Bytes, "state at last");
    private static readonly Threshold MinRows = new("min-rows", 10_000_000, Unit.Rows, "rows of state at last, which speak as well");

    public override RuleInfo Info { get; } = new("streaming-state-growth", "The state of a streaming query grows without end", Severity.Warning)
    {
        LooksAt = "Rows and bytes in the state stores of every streaming query, batch by batch, and whether it has a watermark.",
        Thresholds = [Ratio, Rising, MinBatches, MinBytes, MinRows],
        Meaning = "Rows go into the state (aggregations, joins, deduplication) and none come out. It ends when memory or disk does.",
        Cost = "Checkpoints take longer with every batch, and recovery too. No waste is estimated.",
        Mend = "Set a watermark on the event time, and use the event-time column in the grouping, join condition or `dropDuplicatesWithinWatermark`, so that old state can go; "
            + "use the RocksDB state store for what must stay.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var query in application.StreamingQueries)
        {
            var batches = query.Batches.Where(batch => batch.StateRows is not null).ToList();
            if (batches.Count < settings[MinBatches])
            {
                continue;
            }

            var rows = Trend.Of(batches.ConvertAll(batch => (double)batch.StateRows!.Value))!;
            var last = batches[^1];
            if (rows.Ratio < settings[Ratio] || rows.RisingShare * 100 < settings[Rising]
                || ((last.StateBytes ?? 0) < settings[MinBytes] && last.StateRows < settings[MinRows]))
            {
                continue;
            }

            var hasWatermark = batches.Exists(batch => batch.Watermark is { } watermark && !watermark.StartsWith("1970", StringComparison.Ordinal));
            yield return new Finding(
                Place.Of(query),
                (hasWatermark
                    ? "It has a watermark, but the state does not follow it: group or join by a window of the event-time column, deduplicate with dropDuplicatesWithinWatermark, or shorten the watermark's delay. "
                    : "It has no watermark: add withWatermark(\"event_time\", \"1 hour\") before the aggregation, join or deduplication. ")
                + "Set spark.sql.streaming.stateStore.providerClass to the RocksDB provider so that state need not fit into the heap.",
                Evidence.Ratio("state rows, last third / first third", rows.Ratio, settings[Ratio]),
                new Evidence("state rows at last", last.StateRows, Unit.Rows, settings[MinRows]),
                new Evidence("state bytes at last", last.StateBytes, Unit.Bytes, settings[MinBytes]),
                Evidence.Percent("batches after which it was no smaller", rows.RisingShare, settings[Rising]))
            {
                Title = $"The state of a streaming query grew {Format.Ratio(rows.Ratio)}, to {Format.Count(last.StateRows!.Value)} rows",
                Weight = last.StateRows!.Value,
            };
        }
    }
}
