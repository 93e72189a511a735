using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class SmallFilesRead : InsightRule
{
    private static readonly Threshold MinFiles = new("min-files", 100, Unit.Files, "files that the scan read");
    private static readonly Threshold MeanBytes = new("mean-bytes", 3 << 20, Unit.Bytes, "mean size of a file, below which files are small");

    public override RuleInfo Info { get; } = new("small-files-read", "A scan reads many small files", Severity.Warning)
    {
        LooksAt = "The number and total size of the files that every scan of a plan read, of Spark and of Photon.",
        Thresholds = [MinFiles, MeanBytes],
        Meaning = "The table or folder is cut into many files of a few megabytes or less. Each has to be listed, opened, and its footer read before the first row comes.",
        Cost = "Opening files takes time in the driver and in tasks. Photon tells how long tasks waited for footers, which is the waste; elsewhere it is not estimated.",
        Mend = "Compact the table: `OPTIMIZE` for Delta (and optimized writes or auto compaction for what is written next), `rewrite_data_files` for Iceberg, "
            + "or a job that rewrites plain files into ones of about 128 MiB.",
        DataFlintAlerts = ["readSmallFiles"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var scan in PlanOperators.Of(application).Where(scan => scan.Kind == OperatorKind.Scan))
        {
            var files = scan.FirstValue("number of files read", "files read");
            var bytes = scan.FirstValue("size of files read");
            if (files is not { } count || bytes is not { } size || count <= settings[MinFiles] || (double)size / count >= settings[MeanBytes])
            {
                continue;
            }

            var wanted = Math.Max(1, (long)Math.Ceiling(size / (128.0 * 1024 * 1024)));
            var table = ScanSource.Of(scan);
            var footers = scan.FirstValue("executor time IO wait - footers") / 1_000_000.0;
            yield return new Finding(
                scan.Place with { Table = table.Name },
                (SparkConf.IsDatabricks(application) ? $"Run OPTIMIZE {table.Table ?? "on the table"}" : $"Compact {table.Name ?? "the folder"}")
                + $": about {Format.Count(wanted)} files of 128 MiB instead of {Format.Count(count)}. For what is written next set "
                + "delta.autoOptimize.optimizeWrite=true and delta.autoOptimize.autoCompact=true on a Delta table, or repartition before the write.",
                new Evidence("mean size of a file", Math.Round((double)size / count), Unit.Bytes, settings[MeanBytes]),
                new Evidence("files read", count, Unit.Files, settings[MinFiles]),
                new Evidence("size of files read", size, Unit.Bytes))
            {
                Title = $"A scan reads {Format.Count(count)} files of {Format.Bytes((double)size / count)} on average",
                Waste = footers is { } ms && scan.Stages() is [var stage, ..] ? [WasteClaim.Of(WasteKind.Compute, stage, ms)] : [],
                Weight = count,
            };
        }
    }
}
