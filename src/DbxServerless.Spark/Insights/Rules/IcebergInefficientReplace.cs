using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class IcebergInefficientReplace : InsightRule
{
    private static readonly Threshold FileShare = new("file-share", 30, Unit.Percent, "the part of the table's files that the commit replaced");
    private static readonly Threshold RowShare = new("row-share", 30, Unit.Percent, "the net change of rows, as part of the table's, below which the rewrite was not worth it");
    private static readonly Threshold MinFiles = new("min-files", 10, Unit.Files, "files of the table before the commit");
    private static readonly Threshold MinBytes = new("min-bytes", 100 << 20, Unit.Bytes, "bytes of the replaced files, where told");

    public override RuleInfo Info { get; } = new("iceberg-inefficient-replace", "An Iceberg table is rewritten for few changed rows", Severity.Warning)
    {
        LooksAt = "The files and rows that every copy-on-write commit (MERGE, UPDATE, DELETE) removed and added, from the events of DataFlint's plugin.",
        Thresholds = [FileShare, RowShare, MinFiles, MinBytes],
        Meaning = "Copy-on-write replaces every file that holds a changed row. The changed rows were spread over much of the table, so that much of it was written again unchanged.",
        Cost = "Reading, shuffling and writing rows that do not change. How many rows changed is known only net, so that no waste is estimated.",
        Mend = "Use merge-on-read for that operation, or lay the table out so that changes fall into few files: partition or sort by what the changes have in common (often a date), "
            + "and add that column to the merge condition.",
        DataFlintAlerts = ["inefficientIcebergReplaceTable"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var commit in IcebergCommits.Of(application))
        {
            if (!Speaks(commit, settings))
            {
                continue;
            }

            var operation = (commit.Commit.Operation ?? "merge").ToLowerInvariant() is "delete" ? "delete" : "merge";
            yield return new Finding(
                commit.Place,
                $"ALTER TABLE {commit.Commit.TableName ?? "…"} SET TBLPROPERTIES ('write.{operation}.mode'='merge-on-read'), or add the partition column to the condition so that fewer files match.",
                Evidence.Percent("files replaced", commit.ReplacedShare, settings[FileShare]),
                Evidence.Percent("net change of rows", commit.NetChange, settings[RowShare]),
                new Evidence("files before", commit.FilesBefore, Unit.Files, settings[MinFiles]),
                new Evidence("rows written", commit.AddedRows, Unit.Rows))
            {
                Title = $"{Format.Percent(commit.ReplacedShare)} of an Iceberg table's files are rewritten for a net change of {Format.Percent(commit.NetChange)} of its rows",
                Weight = commit.RemovedFiles,
            };
        }
    }

    /// <summary>A commit that adds and removes more than twice the table's rows may well have changed most of them.</summary>
    internal static bool Speaks(IcebergCommits commit, RuleSettings settings) =>
        commit.IsCopyOnWrite
        && commit.FilesBefore >= settings[MinFiles]
        && (commit.RemovedBytes ?? long.MaxValue) >= settings[MinBytes]
        && commit.ReplacedShare * 100 > settings[FileShare]
        && commit.NetChange * 100 < settings[RowShare]
        && commit.AddedRows + commit.RemovedRows <= commit.RowsBefore * 2;
}
