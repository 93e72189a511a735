namespace DbxServerless.Collector.Check;

/// <summary>The statements of a check. Their leading comment tells them apart in the query history, as datasets' do.</summary>
public static class CheckStatements
{
    public const string Connection = "/* dbxserverless:check */ /* connection */\nSELECT 1 AS found";

    /// <summary>Whether a table can be read and has any row.</summary>
    public static string AnyRow(string table) => $"/* dbxserverless:check */ /* any_row */\nSELECT 1 AS found FROM {table} LIMIT 1";

    /// <summary>The statements about objects that access lists can hide, by the kind of object.</summary>
    public static IReadOnlyDictionary<string, string> Objects => VisibleObjects.Kinds.ToDictionary(kind => kind.Name, kind => ObjectsOf(kind, kind.Table));

    /// <summary>The objects of the workspace <c>:workspace_id</c> that are not deleted.</summary>
    internal static string ObjectsOf(VisibleObjects kind, string table) =>
        $"""
        /* dbxserverless:check */ /* {kind.Name} */
        WITH versions AS (
          SELECT {kind.Id} AS id, delete_time, ROW_NUMBER() OVER (PARTITION BY {kind.Id} ORDER BY change_time DESC) AS recency
          FROM {table}
          WHERE workspace_id = :workspace_id AND {kind.Only}
        )
        SELECT id FROM versions WHERE recency = 1 AND delete_time IS NULL
        """;
}
