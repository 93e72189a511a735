using System.Globalization;
using System.Text.Json;
using DbxServerless.Collector.Collection.Ledger;
using DbxServerless.Collector.Collection.Outbox;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Collection;

/// <summary>Reads a dataset's records, compares them with the ledger, and commits and delivers what is new, in chunks.</summary>
internal sealed class RecordCollection(Dataset dataset, CollectionStore store, OutboxDelivery delivery, int chunkSize, TimeProvider time)
{
    private readonly DatasetInfo _info = dataset.Info;

    /// <summary>Records that the source gave.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Records that were committed for delivery.</summary>
    public long Changed { get; private set; }

    /// <summary>All was read, and all that was new is committed and delivered.</summary>
    public bool IsComplete { get; private set; }

    /// <exception cref="LostRaceException">Another process was first; what this one had not committed was not sent.</exception>
    /// <exception cref="DeliveryException">The sink failed.</exception>
    public async Task RunAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        using var hash = new ContentHash();
        var chunk = await OpenAsync(cancellationToken);
        await foreach (var record in dataset.CollectAsync(context, cancellationToken).WithCancellation(cancellationToken))
        {
            RowsRead++;
            var id = IdOf(record);
            var day = chunk.Ledger.DayOf(record.EventTime);
            await chunk.Ledger.LoadAsync(day, cancellationToken);
            var known = chunk.Ledger.Find(id, day);
            if (RecordDiff.Of(record, known?.Entry, _info.Kind, context.AsOf, hash) is not { } change)
                continue;
            chunk.Take(record, id, day, change, known?.Day);
            if (chunk.Lines.Count == chunkSize)
            {
                await CommitAsync(chunk, await WithNotesAsync(chunk, cancellationToken), cancellationToken);
                chunk.Clear();
            }
        }

        if (chunk.HasChanges || store.State.Notes.Count > 0 || context.Memory.Changed is not null)
        {
            var state = await WithPartitionsAsync(chunk, context.AsOf, cancellationToken);
            state = await store.WithMemoryAsync(state, context.Memory.Changed, cancellationToken);
            await CommitAsync(chunk, state with { Cursor = context.AsOf }, cancellationToken);
        }

        IsComplete = true;
    }

    private async Task<CollectionChunk> OpenAsync(CancellationToken cancellationToken)
    {
        var ledger = new RecordLedger(_info.Kind, ReadPartitionAsync);
        foreach (var blob in store.State.Notes)
            await ledger.ReplayAsync(LedgerNote.Read(blob, (await store.ReadAsync(blob, cancellationToken)).Span), cancellationToken);
        return new CollectionChunk(ledger, await store.ReadCountersAsync(dataset.CounterFamilies, cancellationToken));
    }

    private async Task<LedgerPartition> ReadPartitionAsync(int day, CancellationToken cancellationToken) =>
        store.State.Ledger.TryGetValue(day, out var stored)
            ? LedgerPartition.Read(stored.Blob, await store.ReadAsync(stored.Blob, cancellationToken))
            : LedgerPartition.Empty();

    private async Task CommitAsync(CollectionChunk chunk, CollectionState state, CancellationToken cancellationToken)
    {
        if (chunk.Counters.IsChanged)
        {
            var counters = JsonSerializer.SerializeToUtf8Bytes(chunk.Counters.Store(), CollectionStateJson.Default.CounterFile);
            state = state with { Counters = await store.WriteAsync("counters", "json", counters, cancellationToken) };
        }

        if (chunk.Lines.Count > 0)
        {
            var now = time.GetUtcNow();
            var content = chunk.Lines.Seal(now);
            var part = new OutboxPart(await store.WriteAsync("outbox", "jsonl", content, cancellationToken), _info.Table!, chunk.Lines.Count, now);
            delivery.Keep(part, content);
            state = state with { Outbox = [.. state.Outbox, part] };
        }

        await store.SaveAsync(state, cancellationToken);
        Changed += chunk.Lines.Count;
        await delivery.DrainAsync(cancellationToken);
        if (delivery.Failure is { } failure)
            throw failure;
    }

    private async Task<CollectionState> WithNotesAsync(CollectionChunk chunk, CancellationToken cancellationToken)
    {
        var blob = await store.WriteAsync("notes", "bin", LedgerNote.Write(chunk.Ledger.Notes), cancellationToken);
        return store.State with { Notes = [.. store.State.Notes, blob] };
    }

    private async Task<CollectionState> WithPartitionsAsync(CollectionChunk chunk, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var horizon = asOf - _info.Remembers;
        var partitions = store.State.Ledger.ToDictionary();
        foreach (var (day, content) in chunk.Ledger.Changed(horizon))
        {
            if (content.IsEmpty)
                partitions.Remove(day);
            else
                partitions[day] = new StoredPartition(await store.WriteAsync($"ledger-{day}", "bin", content, cancellationToken), asOf);
        }

        // A run that goes on for months keeps its old day alive: forgetting it would send and count it anew each time.
        foreach (var (day, partition) in partitions.Where(partition => partition.Value.Written < horizon).ToList())
        {
            if (_info.Kind == DatasetKind.Events && DateOnly.FromDayNumber(day) < DateOnly.FromDateTime(horizon.UtcDateTime))
                partitions.Remove(day);
        }

        return store.State with { Ledger = partitions, Notes = [] };
    }

    private UInt128 IdOf(CollectedRecord record) =>
        record.RecordId.Length == 32 && UInt128.TryParse(record.RecordId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new InvalidOperationException($"The dataset '{_info.Name}' gave the record id '{record.RecordId}', which is not 32 hex digits.");
}
