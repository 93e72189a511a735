using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class FullScanZOrder : FullScanRule
{
    public override RuleInfo Info { get; } = new("full-scan-zorder", "A Z-ordered table is read without a filter on its Z-order columns", Severity.Warning)
    {
        LooksAt = "Scans of Delta tables whose Z-order columns DataFlint's plugin tells, without a filter on any of them. Column names are compared whole.",
        Thresholds = [MinBytes],
        Meaning = "The table is sorted again and again by columns that this query does not filter by, so that hardly any file can be skipped.",
        Cost = "Reading files that the answer may not need. Whether it needs them only its author knows, so no waste is estimated.",
        Mend = "Add a filter on a Z-order column, or order by what queries filter by; liquid clustering is cheaper to keep up.",
        DataFlintAlerts = ["fullScanZIndexTable"],
    };

    private protected override string Layout => "Z-order";

    private protected override IReadOnlyList<string>? Unfiltered(SparkApplication application, PlanOperator scan, RuleSettings settings) =>
        UnlessFiltered(scan, DeltaTable(application, scan)?.ZOrderColumns);

    private protected override string Advice(string? columns) =>
        $"Filter by {columns}, or run OPTIMIZE … ZORDER BY the columns that this query filters by.";
}
