using System.Text;
using DbxServerless.Collector.Collection.Outbox;

namespace DbxServerless.Collector.Storage.Files;

/// <summary>Records as JSON lines: <c>records/TABLE/2026-03-10.jsonl</c> under a folder, by the day of delivery. Safe between processes.</summary>
public sealed class FolderSink : IRecordSink
{
    private const int BlockSize = 1 << 20;

    private readonly string _records;
    private readonly Func<string, FileStream> _open;

    public FolderSink(string folder)
        : this(folder, Open)
    {
    }

    internal FolderSink(string folder, Func<string, FileStream> open)
    {
        _records = Path.Combine(Path.GetFullPath(folder), "records");
        _open = open;
    }

    public async Task<DeliveryReport> DeliverAsync(string table, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        var tableFolder = StoragePath.Of(_records, table);
        using var held = await FileLock.AcquireAsync(Path.Combine(tableFolder, ".lock"), cancellationToken);
        foreach (var day in records.GroupBy(DayOf))
            await AppendAsync(Path.Combine(tableFolder, $"{day.Key}.jsonl"), day, cancellationToken);
        return new DeliveryReport(records.Count, []);
    }

    private static string DayOf(ReadOnlyMemory<byte> record) => Encoding.ASCII.GetString(record.Span.Slice(RecordLines.TimeGeneratedAt, 10));

    // Without a buffer of its own, so that a full disk is met in writing and not when the file is closed.
    internal static FileStream Open(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);

    private async Task AppendAsync(string path, IEnumerable<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        await using var file = _open(path);
        var start = EndOfWholeLines(file);
        file.SetLength(start);
        file.Position = start;
        try
        {
            using var block = new MemoryStream(BlockSize);
            foreach (var record in records)
            {
                block.Write(record.Span);
                block.WriteByte((byte)'\n');
                if (block.Length >= BlockSize)
                    await WriteAsync(file, block, cancellationToken);
            }

            await WriteAsync(file, block, cancellationToken);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            // What was not acknowledged is not there.
            file.SetLength(start);
            throw;
        }
    }

    private static async Task WriteAsync(FileStream file, MemoryStream block, CancellationToken cancellationToken)
    {
        await file.WriteAsync(block.GetBuffer().AsMemory(0, (int)block.Length), cancellationToken);
        block.SetLength(0);
    }

    // A crash can leave a part of a line. Its record is still in the outbox and comes again.
    private static long EndOfWholeLines(FileStream file)
    {
        var block = new byte[Math.Min(BlockSize, file.Length)];
        for (var end = file.Length; end > 0;)
        {
            var length = (int)Math.Min(block.Length, end);
            file.Position = end - length;
            file.ReadExactly(block, 0, length);
            if (block.AsSpan(0, length).LastIndexOf((byte)'\n') is var last and >= 0)
                return end - length + last + 1;
            end -= length;
        }

        return 0;
    }
}
