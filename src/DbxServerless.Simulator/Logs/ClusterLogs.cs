using System.Collections.Concurrent;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Logs;

/// <summary>The folder that clusters deliver their logs to, as it is now.</summary>
public sealed class ClusterLogs
{
    private readonly LogContexts _contexts;
    private readonly LogDelivery _delivery;
    private readonly LogOptions _options;
    private readonly int _seed;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, bool> _removed = new(StringComparer.Ordinal);

    internal ClusterLogs(SimulatedHistory history, SimulatorOptions options, TimeProvider time)
    {
        _contexts = new LogContexts(history, options.WorkspaceId);
        _delivery = new LogDelivery(options.Seed, options.Logs);
        (_options, _seed) = (options.Logs, options.Seed);
        _time = time;
    }

    /// <summary>What was read so far.</summary>
    public FileTraffic Traffic { get; } = new();

    internal string Root => (_options.Destination.StartsWith("dbfs:", StringComparison.Ordinal) ? _options.Destination[5..] : _options.Destination).TrimEnd('/');

    /// <summary>The Spark contexts that have begun.</summary>
    public IEnumerable<LogContext> Contexts() => _contexts.Clusters(_time.GetUtcNow()).SelectMany(cluster => _contexts.Of(cluster, _time.GetUtcNow()));

    /// <summary>Where a cluster delivers to; null when it does not.</summary>
    public string? DestinationOf(string clusterId) =>
        _options.Undelivered > 0 && SeededRandom.For(_seed, "undelivered", clusterId).Chance(_options.Undelivered) ? null : _options.Destination;

    /// <summary>The files of a context when all is delivered.</summary>
    public IReadOnlyList<LogFile> Whole(LogContext context) => _delivery.Whole(context);

    /// <summary>The path of a context's folder.</summary>
    public string FolderOf(LogContext context) => $"{Root}/{context.ClusterId}/eventlog/{context.DriverFolder}/{context.ContextId}";

    /// <summary>Deletes the log of a context, as a clean-up job might.</summary>
    public void Remove(LogContext context) => _removed[context.ContextId] = true;

    /// <summary>What is in a folder, by name; a folder has no file. Null when there is no such folder.</summary>
    internal IReadOnlyList<(string Name, LogFile? File)>? List(string path)
    {
        var now = _time.GetUtcNow();
        if (path == Root)
            return [.. _contexts.Clusters(now).Select(cluster => (cluster, (LogFile?)null))];
        // A folder on the way there.
        if (path.Length > 0 && Root.StartsWith(path + "/", StringComparison.Ordinal))
            return [(Root[(path.Length + 1)..].Split('/')[0], null)];
        if (!path.StartsWith(Root + "/", StringComparison.Ordinal))
            return null;
        var parts = path[(Root.Length + 1)..].Split('/');
        var contexts = _contexts.Of(parts[0], now).Where(context => !_removed.ContainsKey(context.ContextId) && _delivery.At(context, now).Count > 0).ToList();
        if (contexts.Count == 0)
            return null;
        IReadOnlyList<(string, LogFile?)> found = parts switch
        {
            [_] => [("eventlog", null), ("driver", null)],
            [_, "eventlog"] => [.. contexts.Select(context => context.DriverFolder).Distinct().Select(folder => (folder, (LogFile?)null))],
            [_, "eventlog", var driver] => [.. contexts.Where(context => context.DriverFolder == driver).Select(context => (context.ContextId, (LogFile?)null))],
            [_, "eventlog", var driver, var id] =>
            [
                .. contexts.Where(context => context.DriverFolder == driver && context.ContextId == id).SelectMany(context => _delivery.At(context, now))
                    .Select(file => (file.Name, (LogFile?)file)),
            ],
            [_, "driver"] => [.. DriverOutput.Of(contexts[^1], _options.DriverOutputBytes).Select(file => (file.Name, (LogFile?)file))],
            _ => [],
        };
        return found.Count == 0 ? null : found;
    }

    internal LogFile? Find(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash <= 0 ? null : List(path[..slash])?.FirstOrDefault(entry => entry.Name == path[(slash + 1)..]).File;
    }
}
