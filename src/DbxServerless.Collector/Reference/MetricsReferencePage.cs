using DbxServerless.Collector.Collection.Publishing;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Harvest;
using DbxServerless.Collector.Metrics;
using static DbxServerless.Collector.Reference.Markdown;

namespace DbxServerless.Collector.Reference;

/// <summary>What <c>/metrics</c> shows.</summary>
internal static class MetricsReferencePage
{
    public static string Generate(DatasetCatalog catalog)
    {
        var families = catalog.Datasets
            .SelectMany(dataset => dataset.Families.Concat(dataset.CounterFamilies).Select(family => (Family: family, Source: DatasetLink(dataset))))
            .ToList();
        var page = new Markdown(
            "Metrics",
            "`GET /metrics` serves them in Prometheus text format 0.0.4 or OpenMetrics 1.0, as the client asks. Windows are measured anew by each " +
            "collection and are not counters, whatever their names say; counters and histograms count each record once, when it becomes final, and survive " +
            "restarts. Ages are computed when they are scraped.");
        Section(page, "From Databricks", families.Where(pair => pair.Family.Names == MetricNames.Product));
        Section(page, "About the collector", CollectionMetrics.Families.Concat(HarvestMetrics.Families).Select(family => (family, "")));
        Section(page, "With `?names=sliding`", families.Where(pair => pair.Family.Names == MetricNames.Sliding));
        return page.ToString();
    }

    private static void Section(Markdown page, string title, IEnumerable<(MetricFamily Family, string Source)> families)
    {
        page.Heading(2, title);
        page.Table(
            ["Metric", "Type", "Labels", "What", "Dataset"],
            families.OrderBy(pair => pair.Family.Name, StringComparer.Ordinal).Select(pair => (string[])
            [
                Code(pair.Family.Name), pair.Family.Type.ToString().ToLowerInvariant(), Codes(pair.Family.Labels), pair.Family.Help, pair.Source,
            ]));
    }

    private static string DatasetLink(Dataset dataset) => $"[{dataset.Info.Name}](datasets.md#{dataset.Info.Name})";
}
