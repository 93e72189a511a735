namespace DbxServerless.Collector.Check;

/// <summary>The statements of a check. Their leading comment tells them apart in the query history, as datasets' do.</summary>
internal static class CheckStatements
{
    public const string Connection = "/* dbxserverless:check */ /* connection */\nSELECT 1 AS found";

    /// <summary>Whether a table can be read and has any row.</summary>
    public static string AnyRow(string table) => $"/* dbxserverless:check */ /* any_row */\nSELECT 1 AS found FROM {table} LIMIT 1";
}
