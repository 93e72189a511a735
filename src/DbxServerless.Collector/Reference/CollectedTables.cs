using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Reference;

/// <summary>All tables that records go to.</summary>
internal static class CollectedTables
{
    /// <returns>Schema and dataset of each table, by the table's name; the collector's own table has no dataset.</returns>
    public static IReadOnlyList<(RecordSchema Schema, DatasetInfo? Dataset)> Of(DatasetCatalog catalog) =>
    [
        .. catalog.Datasets.Where(dataset => dataset.Schema is not null).Select(dataset => (dataset.Schema!, (DatasetInfo?)dataset.Info))
            .Append((CollectionRow.Schema, null))
            .OrderBy(table => table.Item1.Table, StringComparer.Ordinal),
    ];
}
