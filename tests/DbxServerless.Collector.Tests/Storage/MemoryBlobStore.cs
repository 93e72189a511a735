using System.Collections.Concurrent;
using DbxServerless.Collector.Storage;

namespace DbxServerless.Collector.Tests.Storage;

internal sealed class MemoryBlobStore(Faults? faults = null) : IBlobStore
{
    private readonly Faults _faults = faults ?? new Faults();
    private readonly ConcurrentDictionary<string, (byte[] Content, string ETag)> _blobs = new();
    private int _versions;

    public IReadOnlyCollection<string> Names => [.. _blobs.Keys.Order(StringComparer.Ordinal)];

    public long BytesWritten { get; private set; }

    /// <summary>Bytes of all blobs with a word in their name.</summary>
    public long BytesOf(string word) => _blobs.Where(blob => blob.Key.Contains(word, StringComparison.Ordinal)).Sum(blob => blob.Value.Content.Length);

    public byte[] Content(string name) => _blobs[name].Content;

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_faults.Run<Stream?>(() =>
        _blobs.TryGetValue(name, out var blob) ? new MemoryStream(blob.Content, writable: false) : null));

    public Task<BlobVersion?> ReadIfChangedAsync(string name, string? knownETag, CancellationToken cancellationToken) => Task.FromResult(_faults.Run(() =>
        _blobs.TryGetValue(name, out var blob) ? new BlobVersion(blob.ETag, blob.ETag == knownETag ? (ReadOnlyMemory<byte>?)null : blob.Content) : null));

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Task.FromResult(_faults.Run(() =>
    {
        BytesWritten += content.Length;
        _blobs[name] = (content.ToArray(), $"{Interlocked.Increment(ref _versions)}");
        return 0;
    }));

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_faults.Run(() => _blobs.TryRemove(name, out _)));

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) =>
        _faults.Run(() => Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToList()).ToAsyncEnumerable();
}
