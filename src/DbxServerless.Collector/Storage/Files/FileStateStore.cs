using System.Security.Cryptography;

namespace DbxServerless.Collector.Storage.Files;

/// <summary>Entities as files of a folder, each with a lock between processes. The ETag is the hash of the content.</summary>
public sealed class FileStateStore : IStateStore
{
    private readonly string _folder;
    private readonly AtomicFile _files;

    public FileStateStore(string folder)
    {
        _folder = Path.GetFullPath(folder);
        _files = new AtomicFile(Path.Combine(_folder, FileBlobStore.TemporaryFolder));
        _files.Clean();
    }

    public async Task<StoredState?> LoadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var content = await File.ReadAllBytesAsync(PathOf(key), cancellationToken);
            return new StoredState(content, ETagOf(content));
        }
        catch (IOException exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async Task<string?> TrySaveAsync(string key, ReadOnlyMemory<byte> value, string? eTag, CancellationToken cancellationToken)
    {
        using var held = await FileLock.AcquireAsync(StoragePath.Of(Path.Combine(_folder, ".locks"), key) + ".lock", cancellationToken);
        if ((await LoadAsync(key, cancellationToken))?.ETag != eTag)
            return null;
        await _files.WriteAsync(PathOf(key), value, cancellationToken);
        return ETagOf(value.Span);
    }

    private static string ETagOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private string PathOf(string key) => StoragePath.Of(_folder, key) + ".json";
}
