using System.IO.Compression;

namespace DbxServerless.Spark.EventLog;

/// <summary>
/// The decompressed content of a segment. <see cref="GZipStream"/> does not tell when a file ends in the middle,
/// so a mark of our own, compressed, is put behind the file: a file that is whole makes it come out.
/// </summary>
internal sealed class SegmentContent : IDisposable
{
    private static readonly byte[] Mark = "\0end of the compressed file\0"u8.ToArray();

    private readonly RawContent _raw;
    private readonly Stream _content;
    private readonly bool _isGzip;

    public SegmentContent(RawContent raw, bool isGzip)
    {
        _raw = raw;
        _isGzip = isGzip;
        _content = raw;
        if (isGzip)
        {
            raw.Append(Stored(Mark));
            _content = new GZipStream(raw, CompressionMode.Decompress);
        }
    }

    /// <summary>Reads on; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">The compressed data ends in the middle or is damaged.</exception>
    public int Read(Span<byte> buffer)
    {
        if (!_isGzip || _raw.IsTailReached)
        {
            return _isGzip ? 0 : _content.Read(buffer);
        }

        var read = _content.Read(buffer);
        if (!_raw.IsTailReached)
        {
            return read;
        }

        var got = buffer[..read].ToArray();
        if (read > 0 && Mark.AsSpan().StartsWith(got))
        {
            var more = new byte[Mark.Length];
            got = [.. got, .. more.AsSpan(0, _content.ReadAtLeast(more, Mark.Length - read, throwOnEndOfStream: false))];
        }

        return got.AsSpan().SequenceEqual(Mark) ? 0 : throw new InvalidDataException("The compressed data ends in the middle.");
    }

    public void Dispose() => _content.Dispose();

    /// <summary>A gzip member that holds the text as it is.</summary>
    private static byte[] Stored(byte[] text) =>
    [
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, // header
        1, (byte)text.Length, 0, (byte)~text.Length, 0xff, .. text, // one stored block
        0x3a, 0x9c, 0x3b, 0xf5, (byte)text.Length, 0, 0, 0, // CRC-32 of the mark, its length
    ];
}
