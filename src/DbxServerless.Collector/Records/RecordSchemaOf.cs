using System.Buffers;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Records;

/// <summary>The schema of a C# record, and how it becomes JSON columns.</summary>
public sealed record RecordSchema<TRecord> : RecordSchema
    where TRecord : notnull
{
    // One for each thread, kept: a writer and a growing buffer for every record would be most of what a tick allocates.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    private readonly string _dataset;
    private readonly ColumnWriter<TRecord>[] _writers;

    private RecordSchema(DatasetInfo info, IReadOnlyList<RecordColumn> columns, ColumnWriter<TRecord>[] writers)
        : base(info.Table!, XmlDocumentation.SummaryOf(typeof(TRecord)), columns)
    {
        _dataset = info.Name;
        _writers = writers;
    }

    /// <exception cref="InvalidOperationException">A property has a type or name that no table column can have, or an unclassed text.</exception>
    public static RecordSchema<TRecord> Create(DatasetInfo info)
    {
        if (info.Table is null)
            throw new InvalidOperationException($"The dataset '{info.Name}' has records but names no table.");
        var properties = typeof(TRecord).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name != "EqualityContract")
            .OrderBy(property => Depth(property.DeclaringType!))
            .ThenBy(property => property.MetadataToken)
            .ToList();
        return new RecordSchema<TRecord>(
            info,
            [.. properties.Select(ColumnReader.Describe)],
            [.. properties.Select(ColumnReader.Writer<TRecord>)]);
    }

    /// <summary>The record as the engine takes it: what of its texts may leave, and nothing else.</summary>
    public CollectedRecord Collect(TRecord record, IReadOnlyList<string> key, DateTimeOffset eventTime, RecordPrivacy privacy)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        var json = _json ??= new Utf8JsonWriter(buffer, RecordJson.WriterOptions);
        buffer.ResetWrittenCount();
        json.Reset();
        var ends = new int[_writers.Length];
        json.WriteStartObject();
        for (var column = 0; column < _writers.Length; column++)
        {
            _writers[column](json, record, privacy);
            ends[column] = (int)(json.BytesCommitted + json.BytesPending) - 1;
        }

        json.WriteEndObject();
        json.Flush();
        return new CollectedRecord(RecordIdOf(key), eventTime, buffer.WrittenSpan[1..^1].ToArray(), ends);
    }

    // What records have in common is declared in their base, and comes first.
    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;

    private string RecordIdOf(IReadOnlyList<string> key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_dataset}\n{string.Join('\n', key)}")).AsSpan(0, 16));
}
