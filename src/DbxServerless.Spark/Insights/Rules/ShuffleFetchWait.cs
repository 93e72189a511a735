using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class ShuffleFetchWait : InsightRule
{
    private static readonly Threshold Share = new("share", 20, Unit.Percent, "waiting's part of the stage's run time");
    private static readonly Threshold MinSeconds = new("min-seconds", 60, Unit.Seconds, "waiting of all tasks together");

    public override RuleInfo Info { get; } = new("shuffle-fetch-wait", "Tasks wait for shuffle data from other nodes", Severity.Warning)
    {
        LooksAt = "Shuffle fetch wait time and run time of the tasks of every stage attempt.",
        Thresholds = [Share, MinSeconds],
        Meaning = "Tasks had nothing to do because the shuffle blocks they asked for had not come: the network, the disks or the memory of the nodes that serve them are the limit.",
        Cost = "A waiting task holds its core. The waste is the time waited.",
        Mend = "Shuffle less (filter and select before joins, broadcast the small side, aggregate early), use fewer and larger nodes so that more data is local, "
            + "node types with local SSD, and fewer but larger shuffle blocks.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var stage in application.Stages)
        {
            var totals = stage.Tasks.Totals;
            var waited = totals.Sum(TaskMetric.FetchWaitTimeMs);
            var run = totals.Sum(TaskMetric.ExecutorRunTimeMs);
            var share = run > 0 ? (double)waited / run : 0;
            if (share * 100 < settings[Share] || waited < settings[MinSeconds] * 1000)
            {
                continue;
            }

            var blocks = totals.Sum(TaskMetric.RemoteBlocksFetched) + totals.Sum(TaskMetric.LocalBlocksFetched);
            var bytes = totals.Sum(TaskMetric.ShuffleReadBytes);
            var perBlock = blocks > 0 ? (double)bytes / blocks : 0;
            yield return new Finding(
                Place.Of(stage),
                perBlock is > 0 and < 64 << 10
                    ? $"Blocks are small ({Format.Bytes(perBlock)} on average, {Format.Count(blocks)} of them): have fewer map partitions before the shuffle "
                        + "(raise spark.sql.files.maxPartitionBytes to 256m, or coalesce) so that there are fewer, larger blocks."
                    : $"{Format.Bytes(bytes)} are shuffled: filter and select columns before the shuffle, broadcast the smaller side if it fits, "
                        + "and use fewer, larger nodes with local SSD; spark.reducer.maxSizeInFlight=96m keeps more requests open.",
                Evidence.Percent("waiting / run time", share, settings[Share]),
                Evidence.Seconds("waiting", waited, settings[MinSeconds]),
                new Evidence("shuffle bytes read", bytes, Unit.Bytes),
                new Evidence("bytes of a block", Math.Round(perBlock), Unit.Bytes))
            {
                Title = $"Tasks wait {Format.Percent(share)} of their run time for shuffle data",
                Waste = [WasteClaim.Of(WasteKind.ShuffleFetchWait, stage, waited)],
            };
        }
    }
}
