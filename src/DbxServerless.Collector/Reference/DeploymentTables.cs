using System.Text.Json;
using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Reference;

/// <summary>The tables as the deployment makes them: each with its plan, its stream and the data collection rule that takes the stream.</summary>
internal static class DeploymentTables
{
    /// <summary>Streams that a data collection rule takes at most.</summary>
    public const int StreamsOfRule = 10;

    /// <param name="catalog">The datasets.</param>
    /// <param name="before">The file as it was: a table stays with its rule, so that an upgrade moves no stream away from a running app. Null when there is none.</param>
    public static string Generate(DatasetCatalog catalog, string? before)
    {
        var tables = CollectedTables.Of(catalog);
        var rules = Rules([.. tables.Select(table => table.Schema.Table)], before is null ? [] : RulesOf(before));
        var verbose = catalog.Datasets.Where(dataset => dataset.Info.Verbose).Select(dataset => dataset.Info.Table).ToHashSet();
        return SchemaFile.Write(json =>
        {
            json.WriteStartArray("tables");
            foreach (var (schema, _) in tables)
            {
                json.WriteStartObject();
                json.WriteString("name", schema.Table);
                json.WriteString("table", $"{schema.Table}_CL");
                json.WriteString("stream", $"Custom-{schema.Table}_CL");
                json.WriteNumber("rule", rules[schema.Table]);
                json.WriteString("plan", verbose.Contains(schema.Table) ? "Basic" : "Analytics");
                json.WriteString("description", schema.Description);
                json.WriteStartArray("columns");
                foreach (var column in schema.AllColumns)
                {
                    json.WriteStartObject();
                    json.WriteString("name", column.Name);
                    json.WriteString("type", SchemaFile.TypeName(column.Type));
                    json.WriteString("description", column.Description);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>
    /// Tables keep their rule; each new one goes to the first rule that has room. Where two changes were merged that each filled a rule, those
    /// that are too many for it are new again.
    /// </summary>
    internal static IReadOnlyDictionary<string, int> Rules(IReadOnlyList<string> tables, IReadOnlyDictionary<string, int> before)
    {
        var rules = before.Where(pair => tables.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .GroupBy(pair => pair.Value).SelectMany(rule => rule.Take(StreamsOfRule)).ToDictionary();
        foreach (var table in tables.Where(table => !rules.ContainsKey(table)).Order(StringComparer.Ordinal))
            rules[table] = Enumerable.Range(0, int.MaxValue).First(rule => rules.Values.Count(other => other == rule) < StreamsOfRule);
        return rules;
    }

    private static Dictionary<string, int> RulesOf(string file)
    {
        using var document = JsonDocument.Parse(file);
        return document.RootElement.GetProperty("tables").EnumerateArray()
            .ToDictionary(table => table.GetProperty("name").GetString()!, table => table.GetProperty("rule").GetInt32());
    }
}
