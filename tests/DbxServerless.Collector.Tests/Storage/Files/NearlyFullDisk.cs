namespace DbxServerless.Collector.Tests.Storage.Files;

/// <summary>A file on a disk that has room for so many bytes more: what does not fit is written in part, as the system does it.</summary>
internal sealed class NearlyFullDisk(string path, int room) : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0)
{
    private int _room = room;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var fits = Math.Min(_room, buffer.Length);
        _room -= fits;
        await base.WriteAsync(buffer[..fits], cancellationToken);
        if (fits < buffer.Length)
            throw new IOException("No space left on device");
    }
}
