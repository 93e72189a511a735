using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets;

/// <summary>One SQL aggregate and the families that its rows fill.</summary>
/// <param name="Name">snake_case, unique within the dataset.</param>
/// <param name="Sql">The statement; parameters as <see cref="SqlParameters"/> gives them.</param>
/// <param name="Families">What it fills.</param>
/// <param name="Read">The samples of one row.</param>
public sealed record Measure(string Name, string Sql, IReadOnlyList<MetricFamily> Families, Func<SqlRow, IEnumerable<Sample>> Read);
