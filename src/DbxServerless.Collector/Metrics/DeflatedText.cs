using System.Buffers.Binary;
using System.IO.Compression;

namespace DbxServerless.Collector.Metrics;

/// <summary>A piece of a gzip stream that can be joined with others: whole, not final deflate blocks, ending on a byte.</summary>
/// <param name="Body">The blocks.</param>
/// <param name="Crc">CRC-32 of the text.</param>
/// <param name="Length">Bytes of the text.</param>
internal sealed record DeflatedText(ReadOnlyMemory<byte> Body, uint Crc, long Length)
{
    private const int HeaderLength = 10;
    private const int TrailerLength = 8;

    /// <summary>Opens a gzip stream: deflate, no name, no time.</summary>
    public static ReadOnlyMemory<byte> StreamHeader { get; } = new byte[] { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff };

    public static DeflatedText Of(ReadOnlySpan<byte> text, CompressionLevel level = CompressionLevel.Optimal)
    {
        if (text.IsEmpty)
            return new DeflatedText(ReadOnlyMemory<byte>.Empty, 0, 0);
        using var output = new MemoryStream(text.Length / 8 + 64);
        int end;
        using (var gzip = new GZipStream(output, level, leaveOpen: true))
        {
            gzip.Write(text);
            gzip.Flush();
            end = (int)output.Length;
        }

        var crc = BinaryPrimitives.ReadUInt32LittleEndian(output.GetBuffer().AsSpan((int)output.Length - TrailerLength));
        return new DeflatedText(output.GetBuffer().AsMemory(HeaderLength, end - HeaderLength), crc, text.Length);
    }

    /// <summary>Closes a gzip stream: a final block that is empty, the CRC-32 and the length of the whole text.</summary>
    public static ReadOnlyMemory<byte> StreamTrailer(uint crc, long length)
    {
        var trailer = new byte[2 + TrailerLength];
        trailer[0] = 3;
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(2), crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(6), (uint)length);
        return trailer;
    }
}
