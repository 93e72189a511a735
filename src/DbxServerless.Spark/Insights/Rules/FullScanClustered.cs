using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class FullScanClustered : FullScanRule
{
    public override RuleInfo Info { get; } = new("full-scan-clustered", "A table with liquid clustering is read without a filter on its clustering columns", Severity.Warning)
    {
        LooksAt = "Scans of Delta tables whose clustering columns DataFlint's plugin tells, without a filter on any of them. Column names are compared whole.",
        Thresholds = [MinBytes],
        Meaning = "The table's files are sorted by columns that the query does not filter by, so that hardly any file can be skipped.",
        Cost = "Reading files that the answer may not need. Whether it needs them only its author knows, so no waste is estimated.",
        Mend = "Add a filter on a clustering column, or cluster by what queries filter by (`ALTER TABLE … CLUSTER BY`, or `CLUSTER BY AUTO`).",
        DataFlintAlerts = ["fullScanLiquidClusteringTable"],
    };

    private protected override string Layout => "clustering";

    private protected override IReadOnlyList<string>? Unfiltered(SparkApplication application, PlanOperator scan, RuleSettings settings) =>
        UnlessFiltered(scan, DeltaTable(application, scan)?.ClusteringColumns);

    private protected override string Advice(string? columns) =>
        $"Filter by {columns}, or cluster the table by the columns that this query filters by (ALTER TABLE … CLUSTER BY …, then OPTIMIZE).";
}
