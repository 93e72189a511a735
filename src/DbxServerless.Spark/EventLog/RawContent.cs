namespace DbxServerless.Spark.EventLog;

/// <summary>
/// The raw bytes of a segment: its head, which was looked at before, then the rest, then an optional tail of our own.
/// Reading blocks the calling thread, which does nothing else.
/// </summary>
internal sealed class RawContent(EventLogSegment segment, Stream rest, CancellationToken cancellationToken) : Stream
{
    private const int TransferBytes = 64 * 1024;

    private byte[]? _transfer;
    private ReadOnlyMemory<byte> _head;
    private ReadOnlyMemory<byte> _tail;

    /// <summary>True once the reader has come to the tail.</summary>
    public bool IsTailReached { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes, which will be read again.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        var head = new byte[count];
        var length = 0;
        while (length < count && ReadRest(head.AsSpan(length)) is var read and > 0)
        {
            length += read;
        }

        _head = head.AsMemory(0, length);
        return _head.Span;
    }

    public void Append(ReadOnlyMemory<byte> tail) => _tail = tail;

    public override int Read(Span<byte> buffer)
    {
        if (!_head.IsEmpty)
        {
            return Take(ref _head, buffer);
        }

        if (!IsTailReached)
        {
            var read = ReadRest(buffer);
            if (read > 0 || buffer.IsEmpty)
            {
                return read;
            }

            IsTailReached = true;
        }

        return Take(ref _tail, buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadRest(Span<byte> buffer)
    {
        if (segment.IsLocalFile)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return rest.Read(buffer);
        }

        // Only asynchronous reads can be cancelled while a network is waited for.
        _transfer ??= new byte[TransferBytes];
        var wanted = _transfer.AsMemory(0, Math.Min(buffer.Length, TransferBytes));
        var read = rest.ReadAsync(wanted, cancellationToken).AsTask().GetAwaiter().GetResult();
        wanted.Span[..read].CopyTo(buffer);
        return read;
    }

    private static int Take(ref ReadOnlyMemory<byte> source, Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, source.Length);
        source.Span[..count].CopyTo(buffer);
        source = source[count..];
        return count;
    }
}
