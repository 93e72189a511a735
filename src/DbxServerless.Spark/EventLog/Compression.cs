namespace DbxServerless.Spark.EventLog;

/// <summary>Tells by the first bytes how a file is compressed.</summary>
internal static class Compression
{
    /// <summary>How many bytes of the head are looked at.</summary>
    public const int HeadBytes = 16;

    /// <summary>True for gzip, false for plain text.</summary>
    /// <exception cref="EventLogException">Something else, with the command that converts it.</exception>
    public static bool Detect(ReadOnlySpan<byte> head, string name)
    {
        if (head.StartsWith<byte>([0x1f, 0x8b]))
        {
            return true;
        }

        if (head.StartsWith<byte>([0x28, 0xb5, 0x2f, 0xfd]))
        {
            throw NotReadable(name, "zstd", $"zstd -dc '{name}' | gzip > eventlog.gz");
        }

        if (head.StartsWith<byte>([0x04, 0x22, 0x4d, 0x18]))
        {
            throw NotReadable(name, "lz4", $"lz4 -dc '{name}' | gzip > eventlog.gz");
        }

        if (head.StartsWith("LZ4Block"u8))
        {
            throw NotReadable(name, "Spark's lz4 codec", "read it with Spark's own lz4 reader and write it with gzip");
        }

        if (head.StartsWith("\x82SNAPPY\0"u8) || head.StartsWith<byte>([0x82, .. "SNAPPY"u8]) || head.StartsWith<byte>([0xff, 0x06, 0x00, 0x00, .. "sNaPpY"u8]))
        {
            throw NotReadable(name, "snappy", $"snzip -dc '{name}' | gzip > eventlog.gz");
        }

        if (head.StartsWith("PK"u8) || head.StartsWith("BZh"u8) || head.StartsWith<byte>([0xfd, .. "7zXZ"u8]))
        {
            throw NotReadable(name, "zip, bzip2 or xz", "unpack it first");
        }

        return false;
    }

    /// <summary>Opens a segment, plain or gzip. Blocks until it is open.</summary>
    public static SegmentContent Open(EventLogSegment segment, CancellationToken cancellationToken)
    {
        var opening = segment.Open(cancellationToken);
        var stream = opening.IsCompletedSuccessfully ? opening.Result : opening.AsTask().GetAwaiter().GetResult();
        var raw = new RawContent(segment, stream, cancellationToken);
        try
        {
            return new SegmentContent(raw, isGzip: Detect(raw.Peek(HeadBytes), segment.Name));
        }
        catch
        {
            raw.Dispose();
            throw;
        }
    }

    private static EventLogException NotReadable(string name, string codec, string mend) =>
        new($"'{name}' is compressed with {codec}, which is not read here. Convert it to gzip first: {mend}");
}
