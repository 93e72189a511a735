using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>Archives the files of one log. Files that are archived already, for whichever run, are left alone.</summary>
internal sealed class LogArchiving(HarvestWorkspace workspace, string clusterId, string contextId, Action<long> downloaded)
{
    /// <returns>The names of the archived files, oldest first.</returns>
    /// <exception cref="LogHeldException">Another process archives the same log.</exception>
    /// <exception cref="LostRaceException">The same, and it was first by a hair.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(LogFiles files, LogHead? head, CancellationToken cancellationToken)
    {
        var log = new HeldLog(workspace, clusterId, contextId, await workspace.Store.LogAsync(clusterId, contextId, cancellationToken));
        var leftOver = workspace.Store.PartsOf(clusterId, contextId);
        List<RemoteFile> lacking = [.. files.All.Where(file => IsLacking(file, head, log.Segment(file.Name)))];
        if (lacking.Count > 0 || await workspace.Store.Blobs.ListAsync(leftOver, cancellationToken).AnyAsync(cancellationToken))
        {
            await log.TakeAsync(cancellationToken);
            var download = new SegmentDownload(workspace, clusterId, contextId, log, downloaded);
            foreach (var file in lacking)
            {
                var archived = await download.RunAsync(file, HeadOf(file, head), log.Segment(file.Name), cancellationToken);
                await log.KeepAsync(file.Name, archived, cancellationToken);
            }

            // Also what a crash left behind.
            await workspace.Store.ClearAsync(leftOver, cancellationToken);
            await log.GiveBackAsync(cancellationToken);
        }

        return [.. files.All.Select(file => file.Name)];
    }

    private static bool IsLacking(RemoteFile file, LogHead? head, ArchivedSegment? archived) =>
        archived is null || archived.Size < file.Size || archived.Identity != (HeadOf(file, head)?.Identity ?? archived.Identity);

    private static LogHead? HeadOf(RemoteFile file, LogHead? head) => file.Name == LogFiles.CurrentName ? head : null;

    /// <summary>What can be had of the current file's first line.</summary>
    public static async Task<LogHead?> HeadAsync(WorkspaceClient client, LogFiles files, CancellationToken cancellationToken)
    {
        if (files.Current is not { Size: > 0 } current)
            return null;
        var head = new byte[Math.Min(LogHead.Bytes, current.Size)];
        var read = await client.Files.ReadAsync(current.Path, 0, head, cancellationToken);
        return LogHead.Of(head.AsSpan(0, read));
    }
}
