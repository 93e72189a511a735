using System.Collections.Concurrent;

namespace DbxServerless.Simulator.Logs;

/// <summary>What was read of each file.</summary>
public sealed class FileTraffic
{
    private readonly ConcurrentDictionary<string, (long Bytes, int Requests)> _files = new(StringComparer.Ordinal);

    /// <summary>Bytes and requests by path, since the start.</summary>
    public IReadOnlyDictionary<string, (long Bytes, int Requests)> Files => _files.ToDictionary();

    internal void Add(string path, long bytes) =>
        _files.AddOrUpdate(path, (bytes, 1), (_, before) => (before.Bytes + bytes, before.Requests + 1));
}
