using System.Security.Cryptography;
using System.Text.Json;
using DbxServerless.Collector.Storage;

namespace DbxServerless.Azure.Ingestion;

/// <summary>
/// Records as JSON lines in blobs: <c>FOLDER/TABLE/2026-03-10/HASH.jsonl</c>, by the day of delivery. For trying the app out without a
/// Log Analytics workspace. The same delivery twice is the same blob.
/// </summary>
internal sealed class BlobLinesSink(IBlobStore blobs, string folder) : IRecordSink
{
    private const int DayLength = 10;
    private const int HashLength = 24;

    public async Task<DeliveryReport> DeliverAsync(string table, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
            return new DeliveryReport(0, []);
        var lines = new MemoryStream();
        foreach (var record in records)
        {
            lines.Write(record.Span);
            lines.WriteByte((byte)'\n');
        }

        var content = lines.GetBuffer().AsMemory(0, (int)lines.Length);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span))[..HashLength];
        await blobs.WriteAsync($"{folder}/{table}/{DayOf(records[0])}/{hash}.jsonl", content, cancellationToken);
        return new DeliveryReport(records.Count, []);
    }

    private static string DayOf(ReadOnlyMemory<byte> record)
    {
        using var document = JsonDocument.Parse(record);
        return document.RootElement.GetProperty("TimeGenerated").GetString()![..DayLength];
    }
}
