using System.IO.Compression;
using System.Text.Json;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>
/// Brings one file of a log into the archive. Blocks are stored as they come, so that a crash costs at most one; when all are there they become
/// the archived file: rolled files as they are, the current one compressed, a gzip member for each block.
/// </summary>
internal sealed class SegmentDownload(HarvestWorkspace workspace, string clusterId, string contextId, HeldLog log, Action<long> downloaded)
{
    private const string Zip = ".gz";

    private int BlockBytes => workspace.Options.BlockKilobytes * 1024;

    /// <summary>Name of a file in the archive.</summary>
    public static string ArchiveName(string name) => name.EndsWith(Zip, StringComparison.Ordinal) ? name : name + Zip;

    /// <param name="known">What is archived under that name, if anything.</param>
    /// <param name="head">Of the current file; rolled ones are known by their names.</param>
    /// <exception cref="HarvestException">The file became shorter while it was read.</exception>
    public async Task<ArchivedSegment> RunAsync(RemoteFile file, LogHead? head, ArchivedSegment? known, CancellationToken cancellationToken)
    {
        var archive = workspace.Store.ArchiveOf(clusterId, contextId) + ArchiveName(file.Name);
        var identity = head?.Identity ?? "rolled";
        // What is archived goes on where it ends, as long as it is the same file. The archive itself tells where that is: it may be ahead of the ledger.
        var start = known?.Identity == identity ? await LengthAsync(archive, file.Name, cancellationToken) : 0;
        var prefix = $"{workspace.Store.PartsOf(clusterId, contextId)}{file.Name}/{identity}/";
        var blobs = await workspace.Store.Blobs.ListAsync(prefix, cancellationToken).ToListAsync(cancellationToken);
        var parts = SegmentParts.Of(prefix, blobs, start);
        if (parts.End == 0 && file.Size <= BlockBytes)
        {
            // One block is the whole file.
            var content = await BlockAsync(file, 0, new byte[file.Size], cancellationToken);
            await workspace.Store.Blobs.WriteAsync(archive, content, cancellationToken);
            parts = parts with { End = file.Size };
        }
        else
        {
            parts = await FetchAsync(file, parts, cancellationToken);
            if (parts.Names.Count > 0)
                await AssembleAsync(archive, start > 0, parts, cancellationToken);
        }

        var segment = new ArchivedSegment(file.Path, parts.End, identity, file.Modified, workspace.Now);
        await workspace.Store.Blobs.WriteAsync(
            archive + ".json", JsonSerializer.SerializeToUtf8Bytes(segment, HarvestStateJson.Default.ArchivedSegment), cancellationToken);
        return segment;
    }

    private async Task<SegmentParts> FetchAsync(RemoteFile file, SegmentParts parts, CancellationToken cancellationToken)
    {
        var block = new byte[(int)Math.Clamp(file.Size - parts.End, 0, BlockBytes)];
        while (parts.End < file.Size)
        {
            var length = (int)Math.Min(block.Length, file.Size - parts.End);
            var name = SegmentParts.NameOf(parts.Prefix, parts.End, length);
            await workspace.Store.Blobs.WriteAsync(name, await BlockAsync(file, parts.End, block.AsMemory(0, length), cancellationToken), cancellationToken);
            parts = parts.With(name, length);
        }

        return parts;
    }

    /// <summary>Downloads a block, as it is stored.</summary>
    private async Task<ReadOnlyMemory<byte>> BlockAsync(RemoteFile file, long offset, Memory<byte> block, CancellationToken cancellationToken)
    {
        await log.RenewAsync(cancellationToken);
        var read = await workspace.Client.Files.ReadAsync(file.Path, offset, block, cancellationToken);
        if (read < block.Length)
            throw new HarvestException($"'{file.Path}' ends at byte {offset + read}, but was listed with {file.Size}.", "It is listed and read again later.");
        downloaded(read);
        return Stored(file.Name, block);
    }

    private async Task AssembleAsync(string archive, bool isContinued, SegmentParts parts, CancellationToken cancellationToken)
    {
        List<Func<CancellationToken, Task<Stream>>> sources = [.. parts.Names.Select(Open)];
        if (isContinued)
            sources.Insert(0, Open(archive));
        await log.RenewAsync(cancellationToken);
        await using var joined = new JoinedStream(sources);
        await workspace.Store.Blobs.WriteAsync(archive, joined, cancellationToken);
    }

    private Func<CancellationToken, Task<Stream>> Open(string blob) => async cancellationToken =>
        await workspace.Store.Blobs.OpenReadAsync(blob, cancellationToken)
        ?? throw new HarvestException($"The stored block '{blob}' is gone.", "Another process may have finished with it; it is tried again.");

    /// <summary>Bytes of the source that the archive holds.</summary>
    private async Task<long> LengthAsync(string archive, string name, CancellationToken cancellationToken)
    {
        if (await workspace.Store.Blobs.OpenReadAsync(archive, cancellationToken) is not { } stored)
            return 0;
        await using var content = ArchiveName(name) == name ? stored : new GZipStream(stored, CompressionMode.Decompress);
        var buffer = new byte[1 << 16];
        var length = 0L;
        while (await content.ReadAsync(buffer, cancellationToken) is var read and > 0)
            length += read;
        return length;
    }

    private static ReadOnlyMemory<byte> Stored(string name, ReadOnlyMemory<byte> block)
    {
        if (ArchiveName(name) == name)
            return block;
        using var zipped = new MemoryStream(block.Length / 4);
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(block.Span);
        return zipped.GetBuffer().AsMemory(0, (int)zipped.Length);
    }
}
