using System.CommandLine;
using DbxServerless.Collector.Datasets;
using DbxServerless.Standalone.CommandLine;
using Spectre.Console;

namespace DbxServerless.Standalone.Commands;

/// <summary><c>list datasets|metrics</c>: what there is, read from the code.</summary>
internal static class ListCommand
{
    public static Command New()
    {
        var datasets = new Command("datasets", "Every dataset: its table of records, what it is collected once for, when, and from which source.");
        datasets.SetAction(_ => Terminal.Write(Datasets(DatasetCatalog.Product)));
        var metrics = new Command("metrics", "Every metric family of /metrics: its type, labels, dataset and meaning.");
        metrics.SetAction(_ => Terminal.Write(Metrics(DatasetCatalog.Product)));
        return new Command("list", "Lists the datasets or the metrics that this version collects.") { datasets, metrics };
    }

    private static Table Datasets(DatasetCatalog catalog)
    {
        var table = Terminal.NewTable("DATASET", "TABLE", "SCOPE", "SCHEDULE", "KIND", "SOURCE", "DESCRIPTION");
        foreach (var info in catalog.Datasets.Select(dataset => dataset.Info))
        {
            AddRow(table, info.Name, info.Table ?? "-", Lower(info.Scope), info.Schedule is { } schedule ? Lower(schedule) : "harvest", Lower(info.Kind),
                string.Join(", ", info.SystemTables.Concat(info.Endpoints)), info.Description);
        }

        return table;
    }

    private static Table Metrics(DatasetCatalog catalog)
    {
        var table = Terminal.NewTable("METRIC", "TYPE", "LABELS", "DATASET", "DESCRIPTION");
        var families = catalog.Datasets.SelectMany(dataset =>
            dataset.Families.Concat(dataset.CounterFamilies).Select(family => (Family: family, dataset.Info.Name)));
        foreach (var (family, dataset) in families.OrderBy(row => row.Family.Name, StringComparer.Ordinal))
            AddRow(table, family.Name, Lower(family.Type), string.Join(", ", family.Labels), dataset, family.Help);
        return table;
    }

    private static void AddRow(Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Lower(Enum value) => value.ToString().ToLowerInvariant();
}
