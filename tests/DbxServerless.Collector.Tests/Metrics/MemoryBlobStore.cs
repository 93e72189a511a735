using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using DbxServerless.Collector.Storage;

namespace DbxServerless.Collector.Tests.Metrics;

/// <summary>Blobs in memory, with a note of what was read.</summary>
internal sealed class MemoryBlobStore : IBlobStore
{
    private readonly Dictionary<string, byte[]> _blobs = [];

    public List<string> Reads { get; } = [];

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(_blobs.TryGetValue(name, out var content) ? new MemoryStream(content) : null);

    public Task<BlobVersion?> ReadIfChangedAsync(string name, string? knownETag, CancellationToken cancellationToken)
    {
        Reads.Add(name);
        if (!_blobs.TryGetValue(name, out var content))
            return Task.FromResult<BlobVersion?>(null);
        var eTag = Convert.ToHexString(SHA256.HashData(content));
        return Task.FromResult<BlobVersion?>(new BlobVersion(eTag, eTag == knownETag ? null : content));
    }

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        _blobs[name] = content.ToArray();
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        _blobs.Remove(name);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var name in _blobs.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToList())
            yield return name;
    }
}
