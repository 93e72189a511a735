using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>Archives the files of one log. Files that are archived already, for whichever run, are left alone.</summary>
internal sealed class LogArchiving(HarvestWorkspace workspace, string clusterId, string contextId, Action<long> downloaded)
{
    /// <returns>The names of the archived files, oldest first.</returns>
    /// <exception cref="LostRaceException">Another process archives the same log.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(LogFiles files, LogHead? head, CancellationToken cancellationToken)
    {
        var known = await workspace.Store.LogAsync(clusterId, contextId, cancellationToken);
        var download = new SegmentDownload(workspace, clusterId, contextId, downloaded);
        foreach (var file in files.All)
        {
            var ofCurrent = file.Name == LogFiles.CurrentName ? head : null;
            var segment = known?.Value.Segments.GetValueOrDefault(file.Name);
            if (segment is not null && segment.Size >= file.Size && segment.Identity == (ofCurrent?.Identity ?? segment.Identity))
                continue;
            var archived = await download.RunAsync(file, ofCurrent, segment, cancellationToken);
            var segments = (known?.Value.Segments ?? new Dictionary<string, ArchivedSegment>()).ToDictionary();
            segments[file.Name] = archived;
            known = await workspace.Store.SaveAsync(clusterId, contextId, new ArchivedLog { Segments = segments }, known?.ETag, cancellationToken);
        }

        // Also what a crash left behind.
        await workspace.Store.ClearAsync(workspace.Store.PartsOf(clusterId, contextId), cancellationToken);
        return [.. files.All.Select(file => file.Name)];
    }

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
