namespace DbxServerless.Spark.Insights.Rules;

internal sealed class SmallFilesWrittenPartitioned : SmallFilesWrittenRule
{
    public override RuleInfo Info { get; } = new("small-files-written-partitioned", "A write into partitions makes many small files", Severity.Warning)
    {
        LooksAt = "The number and size of the files and the number of partitions of every write into a partitioned table: files, Delta (also MERGE), with and without Photon.",
        Thresholds = [MinFiles, MeanBytes],
        Meaning = "Every task writes a file into every partition it has rows of, so that files are tasks times partitions; or the partitions themselves hold little.",
        Cost = "Each file costs a request to write, an entry in the table's log, and a request and a footer every time somebody reads. The cost falls on later runs, so none is claimed here.",
        Mend = "Bring the rows of a partition together before the write (`repartition` by the partition columns, or optimized writes), or partition by something coarser; "
            + "on Databricks prefer liquid clustering to partitions below a gigabyte.",
        DataFlintAlerts = ["writeSmallFilesPartitioned"],
    };

    private protected override bool IsPartitioned => true;

    private protected override string Advice(bool isDatabricks, long files, long bytes, long partitions)
    {
        var perPartition = (double)bytes / partitions;
        return perPartition < Ideal / 4
            ? $"A partition gets only {Format.Bytes(perPartition)}: partition by something coarser (month instead of day), or not at all"
                + (isDatabricks ? " and use CLUSTER BY (liquid clustering)." : ".")
            : $"{Format.Count((double)files / partitions)} files a partition, {Format.Bytes(perPartition)} together: .repartition by the partition columns before the write makes about "
                + $"{Format.Count(Math.Max(1, Math.Ceiling(perPartition / Ideal)))} of 128 MiB"
                + (isDatabricks ? ", or set delta.autoOptimize.optimizeWrite=true on the table." : ".");
    }
}
