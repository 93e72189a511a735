using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets;

/// <summary>
/// A row of a statement that counts over two windows: the whole workspace over the fixed one, or one thing over the sliding one. The first has
/// NULL for the thing.
/// </summary>
/// <param name="thing">Columns that tell the thing.</param>
internal readonly struct WindowedRow(SqlRow row, params string[] thing)
{
    public bool IsSliding => row.Text(thing[0]) is not null;

    /// <summary>The workspace, and the thing if the row is about one.</summary>
    public string[] Labels => [row.RequiredText("workspace_id"), .. IsSliding ? thing.Select(row.RequiredText) : []];

    /// <summary>The family of the row's window.</summary>
    public MetricFamily Of(MetricFamily whole, MetricFamily sliding) => IsSliding ? sliding : whole;

    /// <summary>A count of the row's window; that over the sliding one has a column of its own.</summary>
    public long Count(string column) => row.RequiredInt64(IsSliding ? $"sliding_{column}" : column);
}
