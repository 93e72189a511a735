using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Collection.Ledger;

/// <summary>Decides what becomes of a record that was read, from what is remembered of its key.</summary>
internal static class RecordDiff
{
    // A state row is sent again daily, so that it never ages out of the readers' sight.
    private static readonly TimeSpan ResendState = TimeSpan.FromDays(1);

    /// <returns>What to remember and do, or null when there is nothing new.</returns>
    public static RecordChange? Of(CollectedRecord record, LedgerEntry? known, DatasetKind kind, DateTimeOffset asOf, ContentHash hash)
    {
        var columns = record.ColumnEnds.Count;
        var version = asOf.ToUnixTimeMilliseconds();
        if (known is not { } entry)
            return new RecordChange(new LedgerEntry(hash.Of(record, columns), columns, version, record.IsFinal, record.IsDeleted), true, record.IsFinal);

        var counts = record.IsFinal && !entry.IsCounted;
        if (!IsToBeSent(record, entry, kind, version, hash))
        {
            // A column that was appended is not sent for its own sake, but from now on its changes are.
            return counts || entry.Columns < columns && !record.IsDeleted
                ? new RecordChange(entry with { Hash = hash.Of(record, columns), Columns = columns, IsCounted = entry.IsCounted || counts }, false, counts)
                : null;
        }

        return new RecordChange(
            new LedgerEntry(hash.Of(record, columns), columns, Math.Max(version, entry.Version + 1), entry.IsCounted || counts, record.IsDeleted), true, counts);
    }

    private static bool IsToBeSent(CollectedRecord record, LedgerEntry known, DatasetKind kind, long version, ContentHash hash)
    {
        if (record.IsDeleted != known.IsDeleted)
            return true;
        if (record.IsDeleted)
            return false;
        // Fewer columns than were known: an older version of the collector runs, and cannot tell.
        if (known.Columns > record.ColumnEnds.Count || hash.Of(record, known.Columns) != known.Hash)
            return true;
        return kind == DatasetKind.State && version - known.Version >= ResendState.TotalMilliseconds;
    }
}
