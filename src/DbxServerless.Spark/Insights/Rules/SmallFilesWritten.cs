namespace DbxServerless.Spark.Insights.Rules;

internal sealed class SmallFilesWritten : SmallFilesWrittenRule
{
    public override RuleInfo Info { get; } = new("small-files-written", "A write makes many small files", Severity.Warning)
    {
        LooksAt = "The number and size of the files that every write made: files, Delta (also MERGE, UPDATE and DELETE), with and without Photon.",
        Thresholds = [MinFiles, MeanBytes],
        Meaning = "Every task that writes makes at least one file. With many tasks and little data, the files are tiny.",
        Cost = "Each file costs a request to write, an entry in the table's log, and a request and a footer every time somebody reads. The cost falls on later runs, so none is claimed here.",
        Mend = "Write with fewer tasks (`coalesce` or `repartition` before the write), or let Delta do it: optimized writes and auto compaction.",
        DataFlintAlerts = ["writeSmallUnpartitionedFiles"],
    };

    private protected override bool IsPartitioned => false;

    private protected override string Advice(bool isDatabricks, long files, long bytes, long partitions)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling((double)bytes / Ideal));
        return $"Write {Format.Count(wanted)} files of about 128 MiB instead of {Format.Count(files)}: .repartition({wanted}) before the write"
            + (isDatabricks ? ", or set delta.autoOptimize.optimizeWrite=true on the table." : ", or a REBALANCE hint with adaptive execution on.");
    }
}
