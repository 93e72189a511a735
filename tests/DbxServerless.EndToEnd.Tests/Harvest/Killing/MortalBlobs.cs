using DbxServerless.Collector.Storage;

namespace DbxServerless.EndToEnd.Tests.Harvest.Killing;

/// <summary>A store over which its process dies at a moment; what it reads as it writes is half written then.</summary>
internal sealed class MortalBlobs(IBlobStore beneath, Countdown countdown, bool isAfter) : IBlobStore
{
    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken) => beneath.OpenReadAsync(name, cancellationToken);

    public Task<BlobVersion?> ReadIfChangedAsync(string name, string? knownETag, CancellationToken cancellationToken) => beneath.ReadIfChangedAsync(name, knownETag, cancellationToken);

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        countdown.RunAsync($"write {name}", () => DoneAsync(beneath.WriteAsync(name, content, cancellationToken)));

    public async Task WriteAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var meets = countdown.Meets($"write {name}");
        await beneath.WriteAsync(name, meets && !isAfter ? new MortalStream(content) : content, cancellationToken);
        if (meets)
            Countdown.Die();
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        countdown.RunAsync($"delete {name}", () => DoneAsync(beneath.DeleteAsync(name, cancellationToken)));

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) => beneath.ListAsync(prefix, cancellationToken);

    private static async Task<bool> DoneAsync(Task task)
    {
        await task;
        return true;
    }

    // The end of the content never comes.
    private sealed class MortalStream(Stream content) : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await content.ReadAsync(buffer, cancellationToken);
            if (read == 0)
                Countdown.Die();
            return read;
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await content.CopyToAsync(destination, bufferSize, cancellationToken);
            Countdown.Die();
        }
    }
}
