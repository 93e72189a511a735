using System.Text;
using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Reference;

/// <summary>The grants that the datasets need in Unity Catalog, as one SQL text: no more than is read, table by table.</summary>
internal static class GrantsFile
{
    /// <summary>Stands for the application id of the collector's identity.</summary>
    public const string Principal = "APPLICATION_ID";

    public static string Generate(DatasetCatalog catalog)
    {
        var readers =
            from dataset in catalog.Datasets
            from table in dataset.Info.SystemTables
            group dataset.Info.Name by table into users
            orderby users.Key
            select (Table: users.Key, Datasets: string.Join(", ", users.Order(StringComparer.Ordinal)));
        var sql = new StringBuilder();
        sql.Append($"-- Generated from the datasets: do not edit, run {ReferenceFiles.Command}.\n");
        sql.Append("-- Run once for each metastore (region), by somebody who is both account admin and metastore admin, after every\n");
        sql.Append($"-- {Principal} was replaced by the application id of the collector's identity: infra-bicep/grants.sh does it.\n");
        sql.Append("-- Leave out the tables of datasets that you switch off (Datasets__NAME__Enabled=false). Nothing here lets anybody change anything.\n");
        sql.Append($"\nGRANT USE CATALOG ON CATALOG system TO `{Principal}`;\n");
        foreach (var schema in readers.GroupBy(reader => reader.Table[..reader.Table.LastIndexOf('.')]))
        {
            sql.Append($"\nGRANT USE SCHEMA ON SCHEMA {schema.Key} TO `{Principal}`;\n");
            foreach (var (table, datasets) in schema)
                sql.Append($"-- {datasets}\nGRANT SELECT ON TABLE {table} TO `{Principal}`;\n");
        }

        return sql.ToString();
    }
}
