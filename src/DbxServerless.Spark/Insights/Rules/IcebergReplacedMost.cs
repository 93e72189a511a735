using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class IcebergReplacedMost : InsightRule
{
    private static readonly Threshold FileShare = new("file-share", 60, Unit.Percent, "the part of the table's files that the commit replaced");
    private static readonly Threshold MinFiles = new("min-files", 10, Unit.Files, "files of the table before the commit");
    private static readonly Threshold MinBytes = new("min-bytes", 100 << 20, Unit.Bytes, "bytes of the replaced files, where told");

    public override RuleInfo Info { get; } = new("iceberg-replaced-most", "A commit replaces most of an Iceberg table", Severity.Warning)
    {
        LooksAt = "The files that every copy-on-write commit (MERGE, UPDATE, DELETE) removed, from the events of DataFlint's plugin. Commits that the rule on inefficient replacing names are left to it.",
        Thresholds = [FileShare, MinFiles, MinBytes],
        Meaning = "The changes touch nearly every file, so that the commit is a rewrite of the table with the cost of finding out which files to rewrite on top.",
        Cost = "Matching, shuffling and rewriting the table. What a plain overwrite would cost is not in the log, so no waste is estimated.",
        Mend = "If the table really is made anew, overwrite it (`INSERT OVERWRITE`, `writeTo(...).overwritePartitions()`); otherwise partition it so that changes fall into few files.",
        DataFlintAlerts = ["replacedMostOfIcebergTable"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var commit in IcebergCommits.Of(application))
        {
            if (!commit.IsCopyOnWrite || commit.ReplacedShare * 100 <= settings[FileShare] || commit.FilesBefore < settings[MinFiles]
                || (commit.RemovedBytes ?? long.MaxValue) < settings[MinBytes] || IcebergInefficientReplace.Speaks(commit, RuleSettings.Default))
            {
                continue;
            }

            yield return new Finding(
                commit.Place,
                $"Use INSERT OVERWRITE {commit.Commit.TableName ?? "…"} instead of the merge if all rows come anew, or partition the table by what changes have in common.",
                Evidence.Percent("files replaced", commit.ReplacedShare, settings[FileShare]),
                new Evidence("files before", commit.FilesBefore, Unit.Files, settings[MinFiles]),
                Evidence.Percent("net change of rows", commit.NetChange))
            {
                Title = $"A commit replaces {Format.Percent(commit.ReplacedShare)} of an Iceberg table's files",
                Weight = commit.RemovedFiles,
            };
        }
    }
}
