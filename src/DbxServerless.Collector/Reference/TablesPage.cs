using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Reference;

/// <summary>The columns of every table.</summary>
internal static class TablesPage
{
    public static string Generate(DatasetCatalog catalog)
    {
        var page = new Markdown(
            "Tables",
            "In Log Analytics the names end in `_CL`; in a folder each table is a folder of JSON lines. Columns are only ever added. " +
            "Classes: *id* and *label* always leave; *personal* ones are kept, hashed or dropped (`Privacy__UserNames`); *free text* is cut and cleared of " +
            "secrets, or left out (`Privacy__FreeTextLength`).");
        page.Heading(2, "Columns of every table");
        Columns(page, RecordSchema.StandardColumns);
        foreach (var (schema, dataset) in CollectedTables.Of(catalog))
        {
            page.Heading(2, schema.Table);
            page.Paragraph(dataset is null ? schema.Description : $"{schema.Description} From [{dataset.Name}](datasets.md#{dataset.Name}).");
            Columns(page, schema.Columns);
        }

        return page.ToString();
    }

    private static void Columns(Markdown page, IEnumerable<RecordColumn> columns) => page.Table(
        ["Column", "Type", "Class", "What"],
        columns.Select(column => (string[])[column.Name, SchemaFile.TypeName(column.Type), ClassName(column.Class), column.Description]));

    private static string ClassName(FieldClass fieldClass) => fieldClass switch
    {
        FieldClass.Measured => "",
        FieldClass.FreeText => "free text",
        _ => fieldClass.ToString().ToLowerInvariant(),
    };
}
