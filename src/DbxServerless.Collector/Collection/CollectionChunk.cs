using DbxServerless.Collector.Collection.Counters;
using DbxServerless.Collector.Collection.Ledger;
using DbxServerless.Collector.Collection.Outbox;

namespace DbxServerless.Collector.Collection;

/// <summary>What one commit holds: changes of the ledger and the counters, and the records to deliver.</summary>
internal sealed class CollectionChunk(RecordLedger ledger, CounterBook counters)
{
    public RecordLedger Ledger => ledger;

    public CounterBook Counters => counters;

    public RecordLines Lines { get; } = new();

    public bool HasChanges => ledger.Notes.Count > 0;

    public void Take(CollectedRecord record, UInt128 id, int day, RecordChange change, int? formerDay)
    {
        ledger.Put(id, day, change.Entry, formerDay);
        if (change.Counts)
        {
            foreach (var count in record.Counts)
                counters.Add(count);
        }

        if (change.Sends)
            Lines.Add(record, change.Entry);
    }

    /// <summary>Begins the next chunk, once this one is committed and delivered.</summary>
    public void Clear()
    {
        ledger.NotesCommitted();
        Lines.Clear();
    }
}
