using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Tests.Datasets;

/// <summary>Every dataset of the product.</summary>
internal static class DatasetCases
{
    public static IEnumerable<Dataset> Sql => DatasetCatalog.Product.Datasets.Where(dataset => dataset.Statements.Count > 0);
}
