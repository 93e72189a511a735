using System.IO.Compression;
using System.Text.Json;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Collector.Harvest.Steps;
using DbxServerless.Databricks;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Harvest.DriverLogs;

/// <summary>
/// Archives the end of what the driver of a failed run wrote, beside the event logs of its cluster: what a person reads first. What is not there is no
/// failure, and what cannot be read keeps nothing from the event log.
/// </summary>
internal sealed class DriverTails(HarvestWorkspace workspace, ILogger logger)
{
    private static readonly string[] Names = ["stderr", "log4j-active.log"];

    private readonly LogLocator _locator = new(workspace.Client);

    private long Most => workspace.Options.DriverLogKilobytes * 1024L;

    /// <summary>Does nothing unless the setting asks for it and the run failed. What is archived already is left alone.</summary>
    public async Task RunAsync(HarvestRun run, CancellationToken cancellationToken)
    {
        if (Most == 0 || run.Result is not ("FAILED" or "TIMEDOUT"))
            return;
        foreach (var clusterId in run.Tasks.Select(task => task.ClusterId).OfType<string>().Distinct())
        {
            try
            {
                if (await _locator.ClusterAsync(clusterId, cancellationToken) is { } cluster && cluster.ClusterLogConf?.Destination is { } destination)
                    await RunAsync(run, clusterId, await _locator.DriverFilesAsync(destination, clusterId, cancellationToken), cancellationToken);
            }
            catch (DatabricksException exception) when (!exception.IsTransient)
            {
                logger.DriverNotRead(run.RunId, clusterId, exception.Reason, exception.Mend);
            }
        }
    }

    private async Task RunAsync(HarvestRun run, string clusterId, IReadOnlyList<RemoteFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files.Where(file => !file.IsFolder && file.Size > 0 && Names.Contains(file.Name)))
        {
            var archive = workspace.Store.DriverArchiveOf(clusterId, run.RunId) + SegmentDownload.ArchiveName(file.Name);
            if (await KnownAsync(archive, cancellationToken) is { } known && known.RunEnd >= run.End)
                continue;
            var tail = new byte[Math.Min(Most, file.Size)];
            var from = file.Size - tail.Length;
            var read = await workspace.Client.Files.ReadAsync(file.Path, from, tail, cancellationToken);
            await workspace.Store.Blobs.WriteAsync(archive, Zipped(tail.AsSpan(0, read)), cancellationToken);
            // Last, so that what tells of it is never alone.
            var metadata = new ArchivedTail(file.Path, from, read, file.Modified, run.End, workspace.Now);
            await workspace.Store.Blobs.WriteAsync(
                MetadataOf(archive), JsonSerializer.SerializeToUtf8Bytes(metadata, HarvestStateJson.Default.ArchivedTail), cancellationToken);
        }
    }

    private async Task<ArchivedTail?> KnownAsync(string archive, CancellationToken cancellationToken)
    {
        await using var stored = await workspace.Store.Blobs.OpenReadAsync(MetadataOf(archive), cancellationToken);
        return stored is null ? null : await JsonSerializer.DeserializeAsync(stored, HarvestStateJson.Default.ArchivedTail, cancellationToken);
    }

    private static string MetadataOf(string archive) => archive + ".json";

    private static byte[] Zipped(ReadOnlySpan<byte> content)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return zipped.ToArray();
    }
}
