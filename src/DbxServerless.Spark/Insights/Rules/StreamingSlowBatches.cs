using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class StreamingSlowBatches : InsightRule
{
    private static readonly Threshold Share = new("share", 20, Unit.Percent, "batches that took longer than the trigger's interval");
    private static readonly Threshold MinBatches = new("min-batches", 5, Unit.Count, "such batches");

    public override RuleInfo Info { get; } = new("streaming-slow-batches", "Streaming batches take longer than their trigger's interval", Severity.Warning)
    {
        LooksAt = "Start times and durations of micro-batches. Logs do not tell the trigger's interval; it is taken from batches that were done early and waited for their turn. "
            + "Without such batches the rule is silent.",
        Thresholds = [Share, MinBatches],
        Meaning = "Batches start late because the one before was not done: the query no longer keeps the pace that its trigger promises.",
        Cost = "Data comes later than promised. Cores are in use, so no waste is estimated.",
        Mend = "Look which part of the batch is long (the evidence names it): adding the batch means too little compute or a slow sink; planning and log commits mean too many small batches. "
            + "Bound batches (`maxFilesPerTrigger`, `maxBytesPerTrigger`), use RocksDB for large state, or lengthen the interval.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var query in application.StreamingQueries)
        {
            var batches = query.Batches.Where(batch => batch is { Timestamp: not null, DurationMs: not null }).OrderBy(batch => batch.Timestamp).ToList();
            if (Interval(batches) is not { } interval)
            {
                continue;
            }

            var slow = batches.Where(batch => batch.DurationMs > interval * 1.05).ToList();
            if (slow.Count < settings[MinBatches] || slow.Count * 100.0 < batches.Count * settings[Share])
            {
                continue;
            }

            var part = slow.SelectMany(batch => batch.DurationsMs).Where(part => part.Key != "triggerExecution").GroupBy(part => part.Key).MaxBy(parts => parts.Sum(one => one.Value))?.Key;
            yield return new Finding(
                Place.Of(query),
                part is null or "addBatch"
                    ? $"The work itself is long: bound a batch (maxFilesPerTrigger, maxBytesPerTrigger, maxOffsetsPerTrigger), add cores, or trigger every {Format.Duration(slow.Max(batch => batch.DurationMs!.Value) * 1.2)} instead of {Format.Duration(interval)}."
                    : $"Most of it is {part}: the batches are small and the bookkeeping is long. Trigger every {Format.Duration(slow.Max(batch => batch.DurationMs!.Value) * 1.2)} instead of {Format.Duration(interval)}"
                        + (part is "latestOffset" or "getBatch" ? ", and use file notifications instead of listing (cloudFiles.useNotifications=true)." : "."),
                Evidence.Percent("batches longer than the interval", (double)slow.Count / batches.Count, settings[Share]),
                new Evidence("such batches", slow.Count, Unit.Count, settings[MinBatches]),
                Evidence.Seconds("interval, from batches that waited", interval),
                Evidence.Seconds("longest batch", slow.Max(batch => batch.DurationMs!.Value)),
                Evidence.OfText("longest part", part))
            {
                Title = $"{Format.Percent((double)slow.Count / batches.Count)} of the batches take longer than the {Format.Duration(interval)} between triggers",
                Weight = slow.Count,
            };
        }
    }

    private static double? Interval(List<StreamingBatch> batches)
    {
        var waited = batches.Zip(batches.Skip(1))
            .Select(pair => (Gap: pair.Second.Timestamp!.Value - pair.First.Timestamp!.Value, Took: pair.First.DurationMs!.Value))
            .Where(pair => pair.Gap - pair.Took > Math.Max(200, pair.Gap / 20))
            .Select(pair => pair.Gap)
            .Order()
            .ToList();
        return waited.Count < 3 ? null : waited[waited.Count / 2];
    }
}
