using DbxServerless.Collector.Datasets;
using static DbxServerless.Collector.Reference.Markdown;

namespace DbxServerless.Collector.Reference;

/// <summary>What is collected: source, schedule, and the grants that it needs.</summary>
internal static class DatasetsPage
{
    public static string Generate(DatasetCatalog catalog)
    {
        var page = new Markdown(
            "Datasets",
            "Each is collected on its own; one that fails, or that the identity may not read, does not touch another. " +
            "`Datasets__NAME__Enabled=false` switches one off.");
        page.Table(
            ["Dataset", "Table", "Once for each", "Schedule", "What"],
            catalog.Datasets.Select(dataset => dataset.Info).Select(info => (string[])
            [
                $"[{info.Name}](#{info.Name})", info.Table ?? "", Lower(info.Scope), info.Schedule is { } schedule ? Lower(schedule) : "with the harvest", info.Description,
            ]));
        foreach (var dataset in catalog.Datasets)
            Describe(page, dataset);
        return page.ToString();
    }

    private static void Describe(Markdown page, Dataset dataset)
    {
        var info = dataset.Info;
        var families = dataset.Families.Concat(dataset.CounterFamilies).Select(family => family.Name).Distinct().ToList();
        page.Heading(2, info.Name);
        page.Paragraph(info.Description);
        page.List(Facts());

        IEnumerable<string> Facts()
        {
            if (info.Table is { } table)
                yield return $"Records: table [{table}](tables.md#{table.ToLowerInvariant()}), {(info.Kind == DatasetKind.Events ? "things that happened" : "things that are, sent again daily")}";
            yield return info.Schedule is { } schedule
                ? $"Collected once for each {Lower(info.Scope)}, on the {Lower(schedule)} schedule"
                : $"Not on a schedule: the harvest finds its records in the event logs of finished runs, for each {Lower(info.Scope)}";
            if (info.SystemTables.Count > 0)
            {
                yield return $"Reads: {Codes(info.SystemTables)}";
                yield return $"Needs: {Codes(Grants(info.SystemTables))}";
            }

            if (info.Endpoints.Count > 0)
                yield return $"Calls: {Codes(info.Endpoints)}";
            if (dataset.Statements.Count > 0)
            {
                yield return $"Reads back {Span(info.Backfill)} at first, {Span(info.Overlap)} before the last change each time, " +
                    $"and {Span(info.Reconciliation)} in the reconciliation; remembers keys for {Span(info.Remembers)}";
                yield return $"Statements: {Codes(dataset.Statements.Keys)}";
            }

            if (families.Count > 0)
                yield return $"Metrics: {Codes(families)}";
        }
    }

    /// <summary>USE CATALOG on the catalog does not reach into its schemas; SELECT is granted table by table, no more than is read.</summary>
    private static IEnumerable<string> Grants(IEnumerable<string> tables) => tables
        .Select(table => table[..table.LastIndexOf('.')]).Distinct()
        .Select(schema => $"GRANT USE SCHEMA ON SCHEMA {schema} TO PRINCIPAL")
        .Prepend("GRANT USE CATALOG ON CATALOG system TO PRINCIPAL")
        .Concat(tables.Select(table => $"GRANT SELECT ON TABLE {table} TO PRINCIPAL"));

    private static string Lower(Enum value) => value.ToString().ToLowerInvariant();

    private static string Span(TimeSpan span) => span >= TimeSpan.FromDays(2) && span.Hours == 0 ? $"{span.TotalDays} days" : $"{span.TotalHours} hours";
}
