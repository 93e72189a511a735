using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DbxServerless.Collector.Collection.Ledger;

/// <summary>The first eight bytes of SHA-256 over a record's event time and its first columns. Not safe to share between threads.</summary>
internal sealed class ContentHash : IDisposable
{
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public ulong Of(CollectedRecord record, int columns)
    {
        Span<byte> time = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(time, record.EventTime.ToUnixTimeMilliseconds());
        _sha.AppendData(time);
        _sha.AppendData(record.Columns.Span[..(columns == 0 ? 0 : record.ColumnEnds[columns - 1])]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _sha.GetHashAndReset(hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    public void Dispose() => _sha.Dispose();
}
