using System.Text.Json;
using System.Text.Json.Nodes;

namespace DbxServerless.EndToEnd.Tests.Support;

/// <summary>The records in a data folder, as whoever reads the files finds them.</summary>
internal static class Records
{
    /// <summary>Rows about collections differ from pass to pass by their nature.</summary>
    private const string AboutCollections = "DbxCollections";

    /// <summary>All records of the datasets, in the order in which they were delivered. A line that is not whole throws.</summary>
    public static IReadOnlyList<DeliveredRecord> Read(string folder)
    {
        var records = Path.Combine(folder, "records");
        return !Directory.Exists(records) ? [] :
        [
            .. Directory.EnumerateFiles(records, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != AboutCollections)
                .SelectMany(file => Lines(file).Select(line => Parse(Path.GetFileName(Path.GetDirectoryName(file))!, line))),
        ];
    }

    /// <summary>The newest version of every record: what a reader of the tables sees.</summary>
    public static IReadOnlyDictionary<(string Table, string Id), string> Latest(IEnumerable<DeliveredRecord> records) => records
        .GroupBy(record => (record.Table, record.Id))
        .ToDictionary(versions => versions.Key, versions => versions.MaxBy(version => version.Version)!.Content);

    private static IEnumerable<string> Lines(string file)
    {
        var text = File.ReadAllText(file);
        if (text.Length > 0)
            text[^1].ShouldBe('\n', $"{file} ends in the middle of a line");
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static DeliveredRecord Parse(string table, string line)
    {
        var json = JsonNode.Parse(line)?.AsObject() ?? throw new JsonException($"{table} holds a line that is no object: {line}");
        var (id, version) = ((string)json["RecordId"]!, (long)json["RecordVersion"]!);
        json.Remove("TimeGenerated");
        json.Remove("RecordVersion");
        return new DeliveredRecord(table, id, version, json.ToJsonString(), line);
    }
}
