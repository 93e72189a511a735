using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class FullScanPartitioned : FullScanRule
{
    private static readonly Threshold MinPartitions = new("min-partitions", 10, Unit.Partitions, "partitions that the scan read, where the table's columns are not known");

    public override RuleInfo Info { get; } = new("full-scan-partitioned", "A partitioned table is read whole", Severity.Warning)
    {
        LooksAt = "Scans of partitioned tables without a filter on a partition column: the partition filters of the plan with the number of partitions read, or the columns that DataFlint's plugin tells. "
            + "Column names are compared whole; a mere not-null is no filter, partition pruning at run time is one.",
        Thresholds = [MinBytes, MinPartitions],
        Meaning = "The table is cut by columns that the query does not filter by, so that every partition is read.",
        Cost = "Reading partitions that the answer may not need. Whether it needs them only its author knows, so no waste is estimated.",
        Mend = "Add a filter on a partition column, written so that it can be pruned (no function around the column), or partition by what queries filter by.",
        DataFlintAlerts = ["fullScanPartitionedTable"],
    };

    private protected override string Layout => "partition";

    private protected override IReadOnlyList<string>? Unfiltered(SparkApplication application, PlanOperator scan, RuleSettings settings)
    {
        if (DeltaTable(application, scan) is { } table)
        {
            return UnlessFiltered(scan, table.PartitionColumns);
        }

        var isPruned = ScanFilters.PartitionColumns(scan) is not { Count: 0 } || scan.FirstValue("dynamic partition pruning time") > 0;
        return !isPruned && scan.FirstValue("number of partitions read", "partitions read") >= settings[MinPartitions] ? [] : null;
    }

    private protected override string Advice(string? columns) =>
        $"Filter by {(columns is null ? "a partition column" : columns.Replace(", ", " or ", StringComparison.Ordinal))} in the query (the plain column compared with a value, no function around it), "
        + "or, if the query needs all rows, ignore this.";
}
