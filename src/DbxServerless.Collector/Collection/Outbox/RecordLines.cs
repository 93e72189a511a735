using System.Buffers.Text;
using System.Globalization;
using System.Text;
using DbxServerless.Collector.Collection.Ledger;

namespace DbxServerless.Collector.Collection.Outbox;

/// <summary>Records as JSON lines, exactly as they are stored in the outbox and delivered. The first three members have fixed places.</summary>
internal sealed class RecordLines
{
    /// <summary>Length of an instant: <c>2026-03-10T12:00:00.000Z</c>.</summary>
    public const int InstantLength = 24;

    private const int IdLength = 32;
    private const int FirstBytes = 1 << 16;

    private readonly MemoryStream _lines = new(FirstBytes);
    private readonly List<int> _starts = [];

    public int Count => _starts.Count;

    /// <summary>Where the value of <c>TimeGenerated</c> begins in a line.</summary>
    public static int TimeGeneratedAt => TimeGenerated.Length;

    private static int RecordIdAt => TimeGenerated.Length + InstantLength + EventTime.Length + InstantLength + RecordId.Length;

    private static ReadOnlySpan<byte> TimeGenerated => "{\"TimeGenerated\":\""u8;

    private static ReadOnlySpan<byte> EventTime => "\",\"EventTime\":\""u8;

    private static ReadOnlySpan<byte> RecordId => "\",\"RecordId\":\""u8;

    private static ReadOnlySpan<byte> RecordVersion => "\",\"RecordVersion\":"u8;

    private static ReadOnlySpan<byte> IsDeleted => ",\"IsDeleted\":true"u8;

    /// <summary>Adds a record. Its <c>TimeGenerated</c> is put by <see cref="Seal"/>.</summary>
    public void Add(CollectedRecord record, LedgerEntry entry)
    {
        Span<byte> text = stackalloc byte[IdLength];
        _starts.Add((int)_lines.Length);
        _lines.Write(TimeGenerated);
        _lines.Position = _lines.Length + InstantLength;
        _lines.Write(EventTime);
        WriteInstant(record.EventTime, text);
        _lines.Write(text[..InstantLength]);
        _lines.Write(RecordId);
        Encoding.ASCII.GetBytes(record.RecordId, text);
        _lines.Write(text);
        _lines.Write(RecordVersion);
        Utf8Formatter.TryFormat(entry.Version, text, out var length);
        _lines.Write(text[..length]);
        if (entry.IsDeleted)
            _lines.Write(IsDeleted);
        if (record.Columns.Length > 0)
            _lines.WriteByte((byte)',');
        _lines.Write(record.Columns.Span);
        _lines.Write("}\n"u8);
    }

    /// <summary>Stamps all lines with the time of the commit, so that a repeated delivery is the same to the letter.</summary>
    public ReadOnlyMemory<byte> Seal(DateTimeOffset now)
    {
        var content = _lines.GetBuffer().AsMemory(0, (int)_lines.Length);
        foreach (var start in _starts)
            WriteInstant(now, content.Span[(start + TimeGeneratedAt)..]);
        return content;
    }

    /// <summary>Begins anew in the same memory: what was sealed must not be used any more.</summary>
    public void Clear()
    {
        _lines.SetLength(0);
        _starts.Clear();
    }

    /// <summary>The lines of sealed content, without their ends.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> content)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (content.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            lines.Add(content[..end]);
            content = content[(end + 1)..];
        }

        return lines;
    }

    /// <summary>The record id of a line.</summary>
    public static string IdOf(ReadOnlyMemory<byte> line) => Encoding.ASCII.GetString(line.Span.Slice(RecordIdAt, IdLength));

    private static void WriteInstant(DateTimeOffset instant, Span<byte> text) =>
        instant.UtcDateTime.TryFormat(text, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
