using DbxServerless.Collector.Collection.Publishing;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Tests.Reference;

namespace DbxServerless.Collector.Tests.Datasets;

/// <summary>Every dataset, statement and family of the product, as test cases.</summary>
public static class DatasetCases
{
    public static TheoryData<string> Names => [.. DatasetCatalog.Product.Datasets.Select(dataset => dataset.Info.Name)];

    public static TheoryData<string, string> Statements
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var dataset in Sql)
            {
                foreach (var statement in dataset.Statements.Keys)
                    cases.Add(dataset.Info.Name, statement);
            }

            return cases;
        }
    }

    public static TheoryData<string> FamilyNames => [.. Families.Select(family => family.Name).Distinct()];

    /// <summary>Metric names that come from outside, with the labels that they have at least.</summary>
    public static IReadOnlyDictionary<string, string[]> Mandated { get; } = File.ReadLines(Sources.Path("eng", "mandated-metrics.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' '))
        .ToDictionary(words => words[0], words => words.Length > 1 ? words[1].Split(',') : []);

    internal static IEnumerable<Dataset> Sql => DatasetCatalog.Product.Datasets.Where(dataset => dataset.Statements.Count > 0);

    internal static IReadOnlyList<MetricFamily> Families { get; } =
        [.. DatasetCatalog.Product.Datasets.SelectMany(dataset => dataset.Families.Concat(dataset.CounterFamilies)), .. CollectionMetrics.Families];

    internal static Dataset Dataset(string name) => DatasetCatalog.Product.Datasets.Single(dataset => dataset.Info.Name == name);

    internal static MetricFamily Family(string name) => Families.First(family => family.Name == name);
}
