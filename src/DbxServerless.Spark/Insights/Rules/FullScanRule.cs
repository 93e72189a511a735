using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;

namespace DbxServerless.Spark.Insights.Rules;

/// <summary>A table that is laid out by some columns is read without a filter on any of them.</summary>
internal abstract class FullScanRule : InsightRule
{
    private protected static readonly Threshold MinBytes = new("min-bytes", 1L << 30, Unit.Bytes, "size of the files that the scan read");

    private protected abstract string Layout { get; }

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var found = PlanOperators.Of(application)
            .Where(scan => scan.Kind == OperatorKind.Scan && (scan.FirstValue("size of files read") ?? 0) >= settings[MinBytes])
            .Select(scan => new Unpruned(scan, ScanSource.Of(scan).Name, Unfiltered(application, scan, settings)))
            .Where(scan => scan.Columns is not null);
        foreach (var table in found.GroupBy(scan => $"{scan.Scan.Execution.ExecutionId} {scan.Table}"))
        {
            var worst = table.MaxBy(scan => scan.Bytes)!;
            var bytes = worst.Bytes;
            var columns = worst.Columns is { Count: > 0 } known ? string.Join(", ", known) : null;
            yield return new Finding(
                worst.Scan.Place with { Table = worst.Table },
                Advice(columns),
                [
                    new Evidence("size of files read", bytes, Unit.Bytes, settings[MinBytes]),
                    new Evidence("files read", worst.Scan.FirstValue("number of files read", "files read"), Unit.Files),
                    new Evidence("such scans of the table in the query", table.Count(), Unit.Count),
                    .. columns is null ? Array.Empty<Evidence>() : [Evidence.OfText($"{Layout} columns", columns)],
                ])
            {
                Severity = columns is null ? Insights.Severity.Info : null,
                Title = $"All of a table that has {Layout} columns is read: {Format.Bytes(bytes)}",
                Weight = bytes * (double)table.Count(),
            };
        }
    }

    /// <summary>The layout's columns when the scan filters by none of them; empty when it does but they are not known; null when it is fine.</summary>
    private protected abstract IReadOnlyList<string>? Unfiltered(SparkApplication application, PlanOperator scan, RuleSettings settings);

    private protected abstract string Advice(string? columns);

    /// <summary>What DataFlint's plugin told of the scanned table.</summary>
    private protected static DeltaScan? DeltaTable(SparkApplication application, PlanOperator scan)
    {
        var source = ScanSource.Of(scan);
        return application.DataFlint.DeltaScans.LastOrDefault(table => table.MinExecutionId <= scan.Execution.ExecutionId && (IsPath(table.TablePath) || IsTable(table.TableName)));

        bool IsPath(string? path) => path is { Length: > 0 } && source.Location is { } location && location.TrimEnd('/') is var trimmed
            && (trimmed.Equals(path.TrimEnd('/'), StringComparison.Ordinal) || trimmed.EndsWith("/" + path.Trim('/'), StringComparison.Ordinal));

        bool IsTable(string? name) => name is { Length: > 0 } && source.Table is { } table
            && (table.Equals(name, StringComparison.OrdinalIgnoreCase) || table.EndsWith("." + name, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + table, StringComparison.OrdinalIgnoreCase));
    }

    private protected static IReadOnlyList<string>? UnlessFiltered(PlanOperator scan, IReadOnlyList<string>? columns) =>
        columns is { Count: > 0 } && !columns.Any(ScanFilters.Columns(scan).Contains) ? columns : null;

    private sealed record Unpruned(PlanOperator Scan, string? Table, IReadOnlyList<string>? Columns)
    {
        public long Bytes => Scan.FirstValue("size of files read") ?? 0;
    }
}
