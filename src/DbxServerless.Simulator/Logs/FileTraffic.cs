using System.Collections.Concurrent;

namespace DbxServerless.Simulator.Logs;

/// <summary>What was read of each file.</summary>
public sealed class FileTraffic
{
    private readonly ConcurrentDictionary<string, (long Bytes, int Requests)> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(long Offset, int Length)>> _reads = new(StringComparer.Ordinal);

    /// <summary>Bytes and requests by path, since the start.</summary>
    public IReadOnlyDictionary<string, (long Bytes, int Requests)> Files => _files.ToDictionary();

    /// <summary>How many times all of the first bytes of a file were read: the times that the byte was which was read least.</summary>
    public int TimesInFull(string path, long length)
    {
        var changes = new SortedDictionary<long, int> { [0] = 0 };
        foreach (var read in _reads.GetValueOrDefault(path) ?? [])
        {
            changes[read.Offset] = changes.GetValueOrDefault(read.Offset) + 1;
            changes[read.Offset + read.Length] = changes.GetValueOrDefault(read.Offset + read.Length) - 1;
        }

        var (times, least) = (0, int.MaxValue);
        foreach (var (_, change) in changes.TakeWhile(change => change.Key < length))
            least = Math.Min(least, times += change);
        return least;
    }

    internal void Add(string path, long offset, int bytes)
    {
        _files.AddOrUpdate(path, (bytes, 1), (_, before) => (before.Bytes + bytes, before.Requests + 1));
        _reads.GetOrAdd(path, _ => []).Enqueue((offset, bytes));
    }
}
