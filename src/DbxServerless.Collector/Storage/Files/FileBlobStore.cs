using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace DbxServerless.Collector.Storage.Files;

/// <summary>Blobs as files of a folder. Safe between processes.</summary>
public sealed class FileBlobStore : IBlobStore
{
    private readonly string _folder;
    private readonly AtomicFile _files;

    public FileBlobStore(string folder) : this(folder, new AtomicFile(Path.Combine(folder, TemporaryFolder)))
    {
    }

    internal FileBlobStore(string folder, AtomicFile files)
    {
        _folder = Path.GetFullPath(folder);
        _files = files;
        _files.Clean();
    }

    internal static string TemporaryFolder => ".tmp";

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                StoragePath.Of(_folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.Asynchronous));
        }
        catch (IOException exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public async Task<BlobVersion?> ReadIfChangedAsync(string name, string? knownETag, CancellationToken cancellationToken)
    {
        await using var stream = await OpenReadAsync(name, cancellationToken);
        if (stream is null)
            return null;
        var content = new byte[stream.Length];
        await stream.ReadExactlyAsync(content, cancellationToken);
        // Of the content, because two writes within a tick of the file system's clock look the same from outside.
        var eTag = Convert.ToHexStringLower(SHA256.HashData(content));
        return new BlobVersion(eTag, eTag == knownETag ? (ReadOnlyMemory<byte>?)null : content);
    }

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        _files.WriteAsync(StoragePath.Of(_folder, name), content, cancellationToken);

    public Task WriteAsync(string name, Stream content, CancellationToken cancellationToken) =>
        _files.WriteAsync(StoragePath.Of(_folder, name), content, cancellationToken);

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(StoragePath.Of(_folder, name));
        }
        catch (DirectoryNotFoundException)
        {
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        // Only the folder that the prefix names is walked.
        var folder = Path.Combine(_folder, prefix[..(prefix.LastIndexOf('/') + 1)]);
        if (!Directory.Exists(folder))
            yield break;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetRelativePath(_folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (name.StartsWith(prefix, StringComparison.Ordinal) && name[0] != '.')
                yield return name;
        }
    }
}
