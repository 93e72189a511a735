using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class CacheTooLarge : InsightRule
{
    private static readonly Threshold Share = new("share", 90, Unit.Percent, "partitions that were in the cache when it was read again, below which it did not fit");
    private static readonly Threshold MinPartitions = new("min-partitions", 10, Unit.Partitions, "partitions of the cached data");

    public override RuleInfo Info { get; } = new("cache-too-large", "Cached data does not fit into memory", Severity.Warning)
    {
        LooksAt = "The number of cached partitions that stages tell of persisted data when they use it again. Many logs do not tell it; the rule is then silent.",
        Thresholds = [Share, MinPartitions],
        Meaning = "Only part of the data was in the cache, so that the rest was computed again from its source, each time.",
        Cost = "Computing again what was meant to be kept, and memory that is full all the time. How much the log does not tell, so no waste is estimated.",
        Mend = "Cache less (select columns, filter), use `MEMORY_AND_DISK`, write the data to a table instead, or use nodes with more memory.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        if (!application.Stages.Any(stage => stage.Rdds.Count > 0))
        {
            yield break;
        }

        var uses = application.Stages.SelectMany(stage => stage.Rdds.Select(rdd => (rdd, stage))).GroupBy(use => use.rdd.RddId);
        foreach (var use in uses)
        {
            var (rdd, stage) = use.Last();
            if (rdd.CachedPartitions == 0 || rdd.Partitions < settings[MinPartitions] || rdd.CachedPartitions * 100.0 >= rdd.Partitions * settings[Share])
            {
                continue;
            }

            yield return new Finding(
                Place.Of(stage),
                $"Persist RDD {rdd.RddId} with StorageLevel.MEMORY_AND_DISK, cache fewer columns and rows, or write it to a table and read that.",
                Evidence.Percent("cached partitions", (double)rdd.CachedPartitions / rdd.Partitions, settings[Share]),
                new Evidence("partitions", rdd.Partitions, Unit.Partitions, settings[MinPartitions]),
                new Evidence("bytes in memory", rdd.MemoryBytes, Unit.Bytes),
                new Evidence("bytes on disk", rdd.DiskBytes, Unit.Bytes))
            {
                Title = $"Only {Format.Count(rdd.CachedPartitions)} of {Format.Count(rdd.Partitions)} partitions of RDD {rdd.RddId} fit into the cache",
                Weight = rdd.Partitions - rdd.CachedPartitions,
            };
        }
    }
}
