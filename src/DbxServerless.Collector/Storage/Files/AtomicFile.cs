namespace DbxServerless.Collector.Storage.Files;

/// <summary>Replaces a file as a whole: readers and crashes see the old content or the new.</summary>
/// <param name="temporaryFolder">On the same disk as the files.</param>
/// <param name="open">Opens a new file for writing.</param>
internal sealed class AtomicFile(string temporaryFolder, Func<string, FileStream> open)
{
    // A write takes seconds, so what is older was left behind by a crash. File times are of the real clock.
    private static readonly TimeSpan LeftBehind = TimeSpan.FromHours(1);

    public AtomicFile(string temporaryFolder) : this(temporaryFolder, path => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
    {
    }

    /// <summary>Deletes what crashes left behind.</summary>
    public void Clean()
    {
        if (!Directory.Exists(temporaryFolder))
            return;
        foreach (var path in Directory.EnumerateFiles(temporaryFolder))
        {
            if (TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(path) > LeftBehind)
                File.Delete(path);
        }
    }

    /// <exception cref="IOException">The disk is full, or it cannot be written to; the old content stays.</exception>
    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(path, async stream => await stream.WriteAsync(content, cancellationToken));

    /// <inheritdoc cref="WriteAsync(string, ReadOnlyMemory{byte}, CancellationToken)"/>
    public Task WriteAsync(string path, Stream content, CancellationToken cancellationToken) =>
        WriteAsync(path, stream => content.CopyToAsync(stream, cancellationToken));

    private async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        Directory.CreateDirectory(temporaryFolder);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = Path.Combine(temporaryFolder, Guid.NewGuid().ToString("N"));
        try
        {
            await using (var stream = open(temporary))
            {
                await write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
