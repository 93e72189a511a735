using DbxServerless.Collector.Storage;

namespace DbxServerless.Benchmarks.Ticks;

/// <summary>Counts what is read from and written to a blob store.</summary>
internal sealed class CountingBlobs(IBlobStore blobs) : IBlobStore
{
    public long BytesRead { get; private set; }

    public Dictionary<string, (int Blobs, long Bytes)> Written { get; } = [];

    public void Reset()
    {
        BytesRead = 0;
        Written.Clear();
    }

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken) => blobs.OpenReadAsync(name, cancellationToken);

    public async Task<BlobVersion?> ReadIfChangedAsync(string name, string? knownETag, CancellationToken cancellationToken)
    {
        var version = await blobs.ReadIfChangedAsync(name, knownETag, cancellationToken);
        BytesRead += version?.Content?.Length ?? 0;
        return version;
    }

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var kind = name[(name.LastIndexOf('/') + 1)..].Split('-')[0];
        var (count, bytes) = Written.GetValueOrDefault(kind);
        Written[kind] = (count + 1, bytes + content.Length);
        return blobs.WriteAsync(name, content, cancellationToken);
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => blobs.DeleteAsync(name, cancellationToken);

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) => blobs.ListAsync(prefix, cancellationToken);
}
