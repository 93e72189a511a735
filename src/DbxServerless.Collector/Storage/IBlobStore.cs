namespace DbxServerless.Collector.Storage;

/// <summary>Named, whole-or-nothing files: ledger partitions, outboxes, snapshots, archives. Names use <c>/</c> as separator.</summary>
public interface IBlobStore
{
    /// <returns>The content, or null when there is no such blob.</returns>
    Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Reads a blob only when it is not the version that the caller has.</summary>
    /// <returns>Null when there is no such blob; <see cref="BlobVersion.Content"/> is null when it is unchanged.</returns>
    Task<BlobVersion?> ReadIfChangedAsync(string name, string? knownETag, CancellationToken cancellationToken);

    /// <summary>Creates or replaces a blob. Readers see the old or the new content, never a part; a crash leaves the old one.</summary>
    Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The same with content that is read as it is written. A store that cannot do that reads it whole first.</summary>
    async Task WriteAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        await content.CopyToAsync(whole, cancellationToken);
        await WriteAsync(name, whole.GetBuffer().AsMemory(0, (int)whole.Length), cancellationToken);
    }

    /// <summary>Deletes a blob; one that is not there is no error.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);
}
