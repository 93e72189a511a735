using System.Collections.Concurrent;
using DbxServerless.Collector.Collection;

namespace DbxServerless.Collector.Storage.Files;

/// <summary>The default sink writes into a folder, one that a workspace names into a folder of that name inside it.</summary>
public sealed class FolderSinks(string folder) : IRecordSinks
{
    private readonly ConcurrentDictionary<string, IRecordSink> _sinks = new(StringComparer.OrdinalIgnoreCase);

    public IRecordSink For(string? name) => _sinks.GetOrAdd(
        name ?? "", key => new FolderSink(key.Length == 0 ? folder : StoragePath.Of(folder, key.ToLowerInvariant())));
}
