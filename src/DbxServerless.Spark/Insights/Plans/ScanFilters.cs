namespace DbxServerless.Spark.Insights.Plans;

/// <summary>Which columns a scan filters by. A mere not-null does not count: joins add it, and it skips nothing.</summary>
internal static class ScanFilters
{
    private static readonly string[] Keys = ["PartitionFilters", "DataFilters", "PushedFilters", "RequiredDataFilters", "DictionaryFilters", "OptionalDataFilters"];

    public static HashSet<string> Columns(PlanOperator scan) => Columns(scan, Keys);

    /// <summary>Null when the plan does not tell the partition filters.</summary>
    public static HashSet<string>? PartitionColumns(PlanOperator scan) =>
        scan.Node.Metadata.ContainsKey("PartitionFilters") ? Columns(scan, ["PartitionFilters"]) : null;

    private static HashSet<string> Columns(PlanOperator scan, string[] keys)
    {
        var columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys)
        {
            if (scan.Node.Metadata.TryGetValue(key, out var text))
            {
                FilterText.AddColumns(text, columns);
            }
        }

        return columns;
    }
}
