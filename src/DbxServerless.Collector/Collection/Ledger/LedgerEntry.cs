using System.Buffers.Binary;

namespace DbxServerless.Collector.Collection.Ledger;

/// <summary>What is remembered of one key.</summary>
/// <param name="Hash">Of the event time and the first <paramref name="Columns"/> columns, as they were last seen.</param>
/// <param name="Columns">How many columns the hash covers: those that were known then.</param>
/// <param name="Version">UTC milliseconds: version, and so the time, of what was last sent.</param>
/// <param name="IsCounted">Its counts are in the counters.</param>
/// <param name="IsDeleted">A tombstone was the last that was sent.</param>
internal readonly record struct LedgerEntry(ulong Hash, int Columns, long Version, bool IsCounted, bool IsDeleted)
{
    /// <summary>Bytes of an entry without its id.</summary>
    public const int Size = 8 + 2 + 8 + 1;

    private const byte CountedFlag = 1;
    private const byte DeletedFlag = 2;

    public static LedgerEntry Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[10..]),
        (bytes[18] & CountedFlag) != 0,
        (bytes[18] & DeletedFlag) != 0);

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Hash);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], (ushort)Columns);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[10..], Version);
        bytes[18] = (byte)((IsCounted ? CountedFlag : 0) | (IsDeleted ? DeletedFlag : 0));
    }
}
