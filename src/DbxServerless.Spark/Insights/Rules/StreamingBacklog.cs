using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class StreamingBacklog : InsightRule
{
    private static readonly Threshold Ratio = new("ratio", 2, Unit.Ratio, "backlog of the last third of the batches, as multiple of the first third's");
    private static readonly Threshold MinBatches = new("min-batches", 10, Unit.Count, "batches that tell a backlog");
    private static readonly Threshold MinFiles = new("min-files", 100, Unit.Files, "files that are still to be read at last");
    private static readonly Threshold MinAmount = new("min-amount", 100_000, Unit.Count, "offsets or bytes that are still to be read at last");

    public override RuleInfo Info { get; } = new("streaming-backlog", "A streaming query falls behind its source", Severity.Warning)
    {
        LooksAt = "What sources report as still to be read (`numFilesOutstanding`, `numBytesOutstanding`, offsets behind the latest), batch by batch.",
        Thresholds = [Ratio, MinBatches, MinFiles, MinAmount],
        Meaning = "More comes in than the query works off, and the distance grows.",
        Cost = "Data is late, and later every batch. Cores are in use, so no waste is estimated.",
        Mend = "More cores or fewer bytes per row; larger batches if each is short (`maxFilesPerTrigger`, `maxOffsetsPerTrigger` raised), more source partitions, and no shuffle partitions beyond the cores.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var query in application.StreamingQueries)
        {
            var worst = query.Batches.SelectMany(batch => batch.SourceMetrics.Keys).Distinct().Where(IsBacklog)
                .Select(name => (Name: name, Values: query.Batches.Where(batch => batch.SourceMetrics.ContainsKey(name)).Select(batch => batch.SourceMetrics[name]).ToList()))
                .Where(metric => metric.Values.Count >= settings[MinBatches])
                .Select(metric => (metric.Name, Trend: Trend.Of(metric.Values), End: metric.Values[^1]))
                .Where(metric => metric.Trend is { } trend && trend.Ratio >= settings[Ratio]
                    && trend.Last >= settings[metric.Name.Contains("Files", StringComparison.Ordinal) ? MinFiles : MinAmount])
                .OrderByDescending(metric => metric.Trend!.Ratio)
                .FirstOrDefault();
            if (worst.Trend is not { } growth)
            {
                continue;
            }

            var batches = query.Batches.Where(batch => batch.DurationMs is not null).ToList();
            yield return new Finding(
                Place.Of(query),
                $"Work off more in a batch: raise maxFilesPerTrigger, maxBytesPerTrigger or maxOffsetsPerTrigger if batches are short, otherwise add cores (about {Math.Ceiling(Math.Min(growth.Ratio, 4)):0} times as many until it has caught up).",
                Evidence.Ratio($"{worst.Name}, last third / first third", growth.Ratio, settings[Ratio]),
                new Evidence($"{worst.Name} at last", Math.Round(worst.End), worst.Name.Contains("Bytes", StringComparison.Ordinal) ? Unit.Bytes : worst.Name.Contains("Files", StringComparison.Ordinal) ? Unit.Files : Unit.Rows),
                new Evidence("batches", query.Batches.Count, Unit.Count, settings[MinBatches]),
                Evidence.Seconds("mean batch", batches.Count == 0 ? 0 : batches.Average(batch => batch.DurationMs!.Value)))
            {
                Title = $"The backlog of a streaming query grew {Format.Ratio(growth.Ratio)}",
                Weight = growth.Ratio,
            };
        }
    }

    private static bool IsBacklog(string metric) => metric.Contains("Outstanding", StringComparison.OrdinalIgnoreCase)
        || metric.Contains("Behind", StringComparison.OrdinalIgnoreCase) || metric.Contains("backlog", StringComparison.OrdinalIgnoreCase);
}
