using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class IcebergSmallFilesWritten : InsightRule
{
    private static readonly Threshold MinFiles = new("min-files", 100, Unit.Files, "data files that the commit added");
    private static readonly Threshold MeanBytes = new("mean-bytes", 3 << 20, Unit.Bytes, "mean size of a file, below which files are small");

    public override RuleInfo Info { get; } = new("iceberg-small-files-written", "A commit to an Iceberg table adds many small files", Severity.Warning)
    {
        LooksAt = "The files and bytes that every commit added, from the events of DataFlint's plugin.",
        Thresholds = [MinFiles, MeanBytes],
        Meaning = "The rows of a partition were spread over many tasks, and each wrote a file of its own.",
        Cost = "Every reader opens every file, and the metadata grows. The cost falls on later runs, so none is claimed here.",
        Mend = "Set the table's `write.distribution-mode` to `hash`, write larger batches, and run `rewrite_data_files` on what is there.",
        DataFlintAlerts = ["writeSmallFiles"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var commit in IcebergCommits.Of(application))
        {
            if (commit.AddedBytes is not { } bytes || commit.AddedFiles <= settings[MinFiles] || (double)bytes / commit.AddedFiles >= settings[MeanBytes])
            {
                continue;
            }

            yield return new Finding(
                commit.Place,
                $"ALTER TABLE {commit.Commit.TableName ?? "…"} SET TBLPROPERTIES ('write.distribution-mode'='hash'), and CALL system.rewrite_data_files for what is there: "
                + $"{Format.Bytes(bytes)} fit into {Math.Max(1, (long)Math.Ceiling(bytes / (128.0 * 1024 * 1024)))} files of 128 MiB.",
                new Evidence("mean size of a file", Math.Round((double)bytes / commit.AddedFiles), Unit.Bytes, settings[MeanBytes]),
                new Evidence("files added", commit.AddedFiles, Unit.Files, settings[MinFiles]),
                new Evidence("bytes added", bytes, Unit.Bytes))
            {
                Title = $"A commit adds {Format.Count(commit.AddedFiles)} files of {Format.Bytes((double)bytes / commit.AddedFiles)} on average",
                Weight = commit.AddedFiles,
            };
        }
    }
}
