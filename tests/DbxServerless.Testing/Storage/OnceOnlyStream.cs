namespace DbxServerless.Testing.Storage;

/// <summary>Content as it comes from a network: its length is not known, it is read once, and it may break off.</summary>
internal sealed class OnceOnlyStream(byte[] content) : Stream
{
    private int _at;

    /// <summary>Where reading fails; null when it does not.</summary>
    public int? FailsAt { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_at >= FailsAt)
            throw new IOException("The content broke off.");
        var length = Math.Min(count, Math.Min(100_000, content.Length - _at));
        Array.Copy(content, _at, buffer, offset, length);
        _at += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
