using System.Buffers.Binary;

namespace DbxServerless.Collector.Collection.Ledger;

/// <summary>
/// The entries of one event day: the stored ones stay what they are, sorted bytes that are searched in place, and changes lie over them,
/// so that a million known keys cost 35 bytes each and no object.
/// </summary>
internal sealed class LedgerPartition
{
    private const int IdSize = 16;
    private const int RowSize = IdSize + LedgerEntry.Size;

    private readonly ReadOnlyMemory<byte> _stored;
    private readonly Dictionary<UInt128, LedgerEntry?> _changes = [];

    private LedgerPartition(ReadOnlyMemory<byte> stored) => _stored = stored;

    // "DXL1": what the file is, and its version.
    private static ReadOnlySpan<byte> Header => "DXL1"u8;

    public bool IsChanged => _changes.Count > 0;

    public static LedgerPartition Empty() => new(default);

    /// <exception cref="InvalidDataException">The content is no ledger partition.</exception>
    public static LedgerPartition Read(string name, ReadOnlyMemory<byte> content)
    {
        if (!content.Span.StartsWith(Header) || (content.Length - Header.Length) % RowSize != 0)
        {
            throw new InvalidDataException(
                $"The blob '{name}' is no ledger partition that this version can read. Restore it, or start a newer version of the collector.");
        }

        return new LedgerPartition(content[Header.Length..]);
    }

    public LedgerEntry? Find(UInt128 id)
    {
        if (_changes.TryGetValue(id, out var changed))
            return changed;
        var rows = _stored.Span;
        var (low, high) = (0, rows.Length / RowSize - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var row = rows[(middle * RowSize)..];
            var found = BinaryPrimitives.ReadUInt128BigEndian(row);
            if (found == id)
                return LedgerEntry.Read(row[IdSize..]);
            if (found < id)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }

    /// <summary>Remembers an entry, or with null forgets it.</summary>
    public void Set(UInt128 id, LedgerEntry? entry) => _changes[id] = entry;

    /// <summary>The partition with its changes, as it is stored; empty when nothing is left.</summary>
    /// <param name="keep">Entries for which it says no are forgotten.</param>
    public ReadOnlyMemory<byte> Write(Func<LedgerEntry, bool> keep)
    {
        var changes = _changes.ToArray();
        Array.Sort(changes, (left, right) => left.Key.CompareTo(right.Key));
        var stored = _stored.Span;
        var result = new byte[Header.Length + stored.Length + changes.Length * RowSize];
        Header.CopyTo(result);
        var (from, to) = (0, Header.Length);
        foreach (var (id, entry) in changes)
        {
            CopyStoredBelow(id, ref from, stored, result, ref to, keep);
            if (from < stored.Length && BinaryPrimitives.ReadUInt128BigEndian(stored[from..]) == id)
                from += RowSize;
            if (entry is not { } remembered || !keep(remembered))
                continue;
            BinaryPrimitives.WriteUInt128BigEndian(result.AsSpan(to), id);
            remembered.Write(result.AsSpan(to + IdSize));
            to += RowSize;
        }

        CopyStoredBelow(null, ref from, stored, result, ref to, keep);
        return to == Header.Length ? default : result.AsMemory(0, to);
    }

    private static void CopyStoredBelow(
        UInt128? id, ref int from, ReadOnlySpan<byte> stored, Span<byte> result, ref int to, Func<LedgerEntry, bool> keep)
    {
        while (from < stored.Length && (id is null || BinaryPrimitives.ReadUInt128BigEndian(stored[from..]) < id))
        {
            var row = stored.Slice(from, RowSize);
            from += RowSize;
            if (!keep(LedgerEntry.Read(row[IdSize..])))
                continue;
            row.CopyTo(result[to..]);
            to += RowSize;
        }
    }
}
