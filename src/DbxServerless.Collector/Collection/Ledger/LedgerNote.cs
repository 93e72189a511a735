using System.Buffers.Binary;

namespace DbxServerless.Collector.Collection.Ledger;

/// <summary>
/// One change of the ledger. A commit in the middle of a pass stores its changes as notes; the pass's last commit writes them into
/// partitions, so that a partition is written once a pass however many commits touch it.
/// </summary>
/// <param name="Day">The partition.</param>
/// <param name="Id">The key.</param>
/// <param name="Entry">What is remembered; null when the key is no longer in this partition.</param>
internal readonly record struct LedgerNote(int Day, UInt128 Id, LedgerEntry? Entry)
{
    private const int Size = 4 + 16 + 1 + LedgerEntry.Size;

    private static ReadOnlySpan<byte> Header => "DXN1"u8;

    public static byte[] Write(IReadOnlyList<LedgerNote> notes)
    {
        var content = new byte[Header.Length + notes.Count * Size];
        Header.CopyTo(content);
        for (var index = 0; index < notes.Count; index++)
        {
            var row = content.AsSpan(Header.Length + index * Size, Size);
            BinaryPrimitives.WriteInt32LittleEndian(row, notes[index].Day);
            BinaryPrimitives.WriteUInt128BigEndian(row[4..], notes[index].Id);
            row[20] = (byte)(notes[index].Entry is null ? 0 : 1);
            notes[index].Entry?.Write(row[21..]);
        }

        return content;
    }

    /// <exception cref="InvalidDataException">The content is no notes.</exception>
    public static IReadOnlyList<LedgerNote> Read(string name, ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith(Header) || (content.Length - Header.Length) % Size != 0)
        {
            throw new InvalidDataException(
                $"The blob '{name}' holds no ledger notes that this version can read. Restore it, or start a newer version of the collector.");
        }

        var notes = new LedgerNote[(content.Length - Header.Length) / Size];
        for (var index = 0; index < notes.Length; index++)
        {
            var row = content.Slice(Header.Length + index * Size, Size);
            notes[index] = new LedgerNote(
                BinaryPrimitives.ReadInt32LittleEndian(row),
                BinaryPrimitives.ReadUInt128BigEndian(row[4..]),
                row[20] == 0 ? null : LedgerEntry.Read(row[21..]));
        }

        return notes;
    }
}
