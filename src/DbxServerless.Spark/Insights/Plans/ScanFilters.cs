using System.Text.RegularExpressions;

namespace DbxServerless.Spark.Insights.Plans;

/// <summary>Which columns a scan filters by. A mere not-null does not count: joins add it, and it skips nothing.</summary>
internal static partial class ScanFilters
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
            var text = NotNull().Replace(scan.Node.Metadata.GetValueOrDefault(key, ""), "");
            foreach (Match match in Attribute().Matches(text))
            {
                columns.Add(match.Groups[1].Value);
            }

            foreach (Match match in Pushed().Matches(text))
            {
                columns.Add(match.Groups[1].Value.Trim('`'));
            }
        }

        return columns;
    }

    [GeneratedRegex(@"is_?not_?null\(\s*[^()]*\)", RegexOptions.IgnoreCase)]
    private static partial Regex NotNull();

    /// <summary>An attribute of the plan, <c>name#12</c>.</summary>
    [GeneratedRegex(@"([\p{L}_][\p{L}\p{N}_.]*)#\d+")]
    private static partial Regex Attribute();

    /// <summary>A filter that was pushed to the source, <c>EqualTo(name,1)</c>.</summary>
    [GeneratedRegex(@"\b(?:EqualTo|EqualNullSafe|GreaterThan|GreaterThanOrEqual|LessThan|LessThanOrEqual|In|StringStartsWith|StringEndsWith|StringContains)\(\s*(`[^`]+`|[^,()]+)")]
    private static partial Regex Pushed();
}
