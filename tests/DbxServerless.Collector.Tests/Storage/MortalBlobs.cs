using DbxServerless.Collector.Storage;

namespace DbxServerless.Collector.Tests.Storage;

/// <summary>A process's way to a store that others use too: the process may die.</summary>
internal sealed class MortalBlobs(IBlobStore beneath, Faults faults) : IBlobStore
{
    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken) => faults.Run(() => beneath.OpenReadAsync(name, cancellationToken));

    public Task<BlobVersion?> ReadIfChangedAsync(string name, string? knownETag, CancellationToken cancellationToken) =>
        faults.Run(() => beneath.ReadIfChangedAsync(name, knownETag, cancellationToken));

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        faults.Run(() => beneath.WriteAsync(name, content, cancellationToken));

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => faults.Run(() => beneath.DeleteAsync(name, cancellationToken));

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) => faults.Run(() => beneath.ListAsync(prefix, cancellationToken));
}
