using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class RepeatedScan : InsightRule
{
    private static readonly Threshold MinScans = new("min-scans", 3, Unit.Count, "scans of the same columns of the same table");
    private static readonly Threshold MinBytes = new("min-bytes", 1L << 30, Unit.Bytes, "size of the files of one scan");
    private static readonly Threshold MinSeconds = new("min-seconds", 300, Unit.Seconds, "what the scans took together");

    public override RuleInfo Info { get; } = new("repeated-scan", "The same columns of a table are read again and again", Severity.Warning)
    {
        LooksAt = "Scans of the same table or path with the same columns over the whole run, and the time they took (`scan time`, and the operator's own time in Photon). Exchanges that are used again count once.",
        Thresholds = [MinScans, MinBytes, MinSeconds],
        Meaning = "Several queries, or several branches of one query, each read and decode the same data.",
        Cost = "The waste is the time of all scans but one. Reading from a cache costs something too, so that less may be saved.",
        Mend = "Do it in one pass (conditional aggregates instead of one subquery per case, one query with GROUPING SETS), or read the columns once, `cache` or write them, and use that.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var scans = PlanOperators.Of(application)
            .Where(scan => scan.Kind == OperatorKind.Scan && (scan.FirstValue("size of files read") ?? 0) >= settings[MinBytes])
            .Select(scan => new Reading(scan, ScanSource.Of(scan).Name, scan.Node.Metadata.GetValueOrDefault("ReadSchema"), Ms(scan)))
            .Where(scan => scan is { Source: not null, Columns: not null });
        foreach (var table in scans.GroupBy(scan => $"{scan.Source}\n{scan.Columns}"))
        {
            var list = table.ToList();
            list.Sort(static (one, other) => one.Ms.CompareTo(other.Ms));
            var source = list[0].Source;
            var total = list.Sum(scan => scan.Ms);
            if (list.Count < settings[MinScans] || total < settings[MinSeconds] * 1000)
            {
                continue;
            }

            var executions = list.Select(scan => scan.Scan.Execution).Distinct().Count();
            yield return new Finding(
                list[^1].Scan.Place with { Table = source },
                executions == 1
                    ? $"Read {source} once: turn the {list.Count} branches into conditional aggregates over one scan (count_if, SUM(CASE WHEN …), FILTER (WHERE …)), or put the common part into a temporary table."
                    : $"{executions} queries read the same columns of {source}: cache() them, or write them to a temporary table, before the first.",
                new Evidence("scans", list.Count, Unit.Count, settings[MinScans]),
                Evidence.Seconds("time of the scans", total, settings[MinSeconds]),
                new Evidence("size of files of a scan", list[^1].Scan.FirstValue("size of files read"), Unit.Bytes, settings[MinBytes]),
                new Evidence("queries", executions, Unit.Count))
            {
                Title = $"The same columns of a table are read {list.Count} times",

                // The longest stays: it may be the one that filled caches for the others.
                Waste = list.SkipLast(1).SelectMany(scan => scan.Scan.Stages().Take(1).Select(stage => WasteClaim.Of(WasteKind.Compute, stage, scan.Ms))).ToList(),
                Weight = total,
            };
        }
    }

    private static double Ms(PlanOperator scan) => scan.FirstValue("scan time") ?? (scan.FirstValue("exclusive time") / 1_000_000.0) ?? 0;

    private sealed record Reading(PlanOperator Scan, string? Source, string? Columns, double Ms);
}
