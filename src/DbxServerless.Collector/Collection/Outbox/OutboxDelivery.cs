using System.Buffers;
using System.Text.Json;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Records;
using DbxServerless.Collector.Storage;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Collection.Outbox;

/// <summary>Delivers what is committed, oldest first, and clears each part once the sink has acknowledged it.</summary>
internal sealed class OutboxDelivery(CollectionStore store, IRecordSink sink, ILogger logger)
{
    // Content that this pass has just committed, so that it need not be read again.
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _atHand = [];
    private readonly HashSet<string> _failedTables = [];

    /// <summary>
    /// The sink's failure to take the dataset's records in this pass: they wait for a later one, unchanged. Other tables go on, and that rows
    /// about the collection cannot be delivered keeps nothing from being collected.
    /// </summary>
    public DeliveryException? Failure { get; private set; }

    /// <summary>Records that the sink accepted in this pass. Rows about the collection itself are not among them.</summary>
    public long Delivered { get; private set; }

    /// <summary>Records that the sink refused for good in this pass.</summary>
    public long SetAside { get; private set; }

    public void Keep(OutboxPart part, ReadOnlyMemory<byte> content) => _atHand[part.Blob] = content;

    /// <exception cref="LostRaceException">Another process has saved since, and delivers the same.</exception>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (store.State.Outbox.FirstOrDefault(part => !_failedTables.Contains(part.Table)) is { } part)
        {
            if (!_atHand.Remove(part.Blob, out var content))
                content = await store.ReadAsync(part.Blob, cancellationToken);
            var records = RecordLines.Split(content);
            if (await TryDeliverAsync(part, records, cancellationToken) is not { } report)
                continue;
            await KeepRefusedAsync(part, records, report.SetAside, cancellationToken);
            await store.SaveAsync(Cleared(part, report), cancellationToken);
        }
    }

    private CollectionState Cleared(OutboxPart part, DeliveryReport report)
    {
        var cleared = store.State with { Outbox = [.. store.State.Outbox.Where(other => other != part)] };
        if (part.Table == CollectionRow.Table)
            return cleared;
        Delivered += report.Delivered;
        SetAside += report.SetAside.Count;
        var totals = cleared.Totals;
        return cleared with { Totals = totals with { Delivered = totals.Delivered + report.Delivered, SetAside = totals.SetAside + report.SetAside.Count } };
    }

    private async Task<DeliveryReport?> TryDeliverAsync(OutboxPart part, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        try
        {
            return await sink.DeliverAsync(part.Table, records, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _failedTables.Add(part.Table);
            var failure = new DeliveryException(part, exception);
            logger.NotDelivered(failure.Message, DeliveryException.Mend);
            if (part.Table != CollectionRow.Table)
                Failure = failure;
            return null;
        }
    }

    // The name follows the part's, so that a repeated delivery writes the same file again.
    private async Task KeepRefusedAsync(
        OutboxPart part, IReadOnlyList<ReadOnlyMemory<byte>> records, IReadOnlyList<SetAsideRecord> refused, CancellationToken cancellationToken)
    {
        if (refused.Count == 0)
            return;
        var reasons = refused.GroupBy(record => record.RecordId).ToDictionary(group => group.Key, group => group.First().Reason);
        var content = new ArrayBufferWriter<byte>();
        foreach (var record in records)
        {
            if (!reasons.TryGetValue(RecordLines.IdOf(record), out var reason))
                continue;
            using var json = new Utf8JsonWriter(content, RecordJson.WriterOptions);
            json.WriteStartObject();
            json.WriteString("Reason", reason);
            json.WritePropertyName("Record");
            json.WriteRawValue(record.Span, skipInputValidation: true);
            json.WriteEndObject();
            json.Flush();
            content.Write("\n"u8);
        }

        var name = $"set-aside/{part.Table}/{RecordJson.Instant(part.Since)[..10]}/{part.Blob}";
        await store.WriteForPeopleAsync(name, content.WrittenMemory, cancellationToken);
        logger.RecordsSetAside(refused.Count, part.Table, name, refused[0].Reason);
    }
}
