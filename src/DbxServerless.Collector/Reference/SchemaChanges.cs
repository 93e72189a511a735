using System.Text.Json;

namespace DbxServerless.Collector.Reference;

/// <summary>Tables that are deployed keep their columns: new ones are added at the end, none is retyped, renamed or moved.</summary>
internal static class SchemaChanges
{
    /// <returns>What of the schema before is not as it was, a sentence each. Added tables and columns are no change.</returns>
    public static IReadOnlyList<string> Between(string before, string after)
    {
        var current = Tables(after);
        return [.. Tables(before).SelectMany(table => current.TryGetValue(table.Key, out var columns)
            ? Columns(table.Key, table.Value, columns)
            : [$"{table.Key}: the table is gone."])];
    }

    private static IEnumerable<string> Columns(string table, List<string> before, List<string> after)
    {
        for (var column = 0; column < before.Count; column++)
        {
            var now = column < after.Count ? $"'{after[column]}'" : "gone";
            if (now != $"'{before[column]}'")
                yield return $"{table}: column {column + 1} was '{before[column]}' and is {now} now.";
        }
    }

    private static Dictionary<string, List<string>> Tables(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return document.RootElement.GetProperty("tables").EnumerateArray().ToDictionary(
            table => table.GetProperty("name").GetString()!,
            table => table.GetProperty("columns").EnumerateArray().Select(column => $"{column.GetProperty("name")} {column.GetProperty("type")}").ToList());
    }
}
