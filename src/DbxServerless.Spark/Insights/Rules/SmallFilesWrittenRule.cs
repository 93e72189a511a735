using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;

namespace DbxServerless.Spark.Insights.Rules;

/// <summary>Many small files written, told by the metrics of any write: files, Delta, MERGE, UPDATE, DELETE, Photon.</summary>
internal abstract class SmallFilesWrittenRule : InsightRule
{
    private protected const long Ideal = 128L << 20;

    private protected static readonly Threshold MinFiles = new("min-files", 100, Unit.Files, "files that the write made");
    private protected static readonly Threshold MeanBytes = new("mean-bytes", 3 << 20, Unit.Bytes, "mean size of a file, below which files are small");

    private static readonly string[] FileMetrics = ["number of written files", "number of files added to target", "number of files added.", "number of files added"];
    private static readonly string[] ByteMetrics = ["written output", "number of target bytes added", "number of bytes added"];

    /// <summary>Whether the rule speaks of writes into partitions.</summary>
    private protected abstract bool IsPartitioned { get; }

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in PlanOperators.Of(application))
        {
            // A command and the query that it runs inside can both tell of the same write.
            if (node.FirstValue(FileMetrics) is not { } files || node.FirstValue(ByteMetrics) is not { } bytes
                || !told.Add($"{node.Execution.RootExecutionId ?? node.Execution.ExecutionId} {files} {bytes}"))
            {
                continue;
            }

            var partitions = node.FirstValue("number of dynamic part", "number of target partitions to which files were added") ?? 0;
            if (partitions > 0 != IsPartitioned || files <= settings[MinFiles] || (double)bytes / files >= settings[MeanBytes])
            {
                continue;
            }

            yield return new Finding(
                node.Place,
                Advice(SparkConf.IsDatabricks(application), files, bytes, partitions),
                [
                    new Evidence("mean size of a file", Math.Round((double)bytes / files), Unit.Bytes, settings[MeanBytes]),
                    new Evidence("files written", files, Unit.Files, settings[MinFiles]),
                    new Evidence("bytes written", bytes, Unit.Bytes),
                    .. IsPartitioned ? [new Evidence("partitions written", partitions, Unit.Partitions)] : Array.Empty<Evidence>(),
                ])
            {
                Title = $"A write makes {Format.Count(files)} files of {Format.Bytes((double)bytes / files)} on average" + (IsPartitioned ? $" in {Format.Count(partitions)} partitions" : ""),
                Weight = files,
            };
        }
    }

    private protected abstract string Advice(bool isDatabricks, long files, long bytes, long partitions);
}
