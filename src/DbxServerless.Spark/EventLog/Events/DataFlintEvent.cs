using System.Globalization;
using System.Text.Json;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog.Events;

/// <summary>What DataFlint's plugin writes: each event holds one object.</summary>
internal sealed class DataFlintEvent
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _scopes = new(StringComparer.Ordinal);

    public long? DriverMaxHeapBytes => Number("driverXmxBytes");

    public IcebergCommit Commit => new(Number("executionId") ?? 0, Text("tableName"), Text("commitId"), Text("operation"), Metrics);

    public DeltaScan Scan => new(
        Number("minExecutionId") ?? 0, Text("tablePath"), Text("tableName"), List("partitionColumns"), List("clusteringColumns"), List("zorderColumns"));

    public long ExecutionId => Number("executionId") ?? 0;

    /// <summary>Plan node id to RDD scope id.</summary>
    public IReadOnlyDictionary<string, string> RddScopes => _scopes;

    private Dictionary<string, long> Metrics { get; } = new(StringComparer.Ordinal);

    public static DataFlintEvent Read(ref JsonTokens json, StringPool strings)
    {
        var read = new DataFlintEvent();
        while (json.NextProperty())
        {
            if (json.EnterObject())
            {
                read.ReadProperties(ref json, strings);
            }
        }

        return read;
    }

    private void ReadProperties(ref JsonTokens json, StringPool strings)
    {
        while (json.NextProperty())
        {
            var name = json.PropertyHere(strings);
            json.Read();
            switch (json.TokenType)
            {
                case JsonTokenType.StartObject when name == "metrics":
                    ReadMetrics(ref json, strings);
                    break;
                case JsonTokenType.StartObject when name == "nodeIdToRddScopeId":
                    ReadScopes(ref json, strings);
                    break;
                case JsonTokenType.StartArray:
                    _lists[name] = ReadList(ref json);
                    break;
                case JsonTokenType.String:
                    _texts[name] = json.GetString()!;
                    break;
                case JsonTokenType.Number when json.NumberHere() is { } number:
                    _numbers[name] = number;
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
    }

    private void ReadMetrics(ref JsonTokens json, StringPool strings)
    {
        while (json.NextProperty())
        {
            var name = json.PropertyHere(strings);
            if (json.ReadNumber() is { } number)
            {
                Metrics[name] = number;
            }
        }
    }

    private void ReadScopes(ref JsonTokens json, StringPool strings)
    {
        while (json.NextProperty())
        {
            var node = json.PropertyHere(strings);
            if (json.ReadText(strings) is { } scope)
            {
                _scopes[node] = scope;
            }
        }
    }

    private static List<string> ReadList(ref JsonTokens json)
    {
        var list = new List<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.String)
            {
                list.Add(json.GetString()!);
            }
            else
            {
                json.Skip();
            }
        }

        return list;
    }

    private string? Text(string name) => _texts.GetValueOrDefault(name) ?? Number(name)?.ToString(CultureInfo.InvariantCulture);

    private long? Number(string name) => _numbers.TryGetValue(name, out var number) ? number : null;

    private List<string> List(string name) => _lists.GetValueOrDefault(name) ?? [];
}
