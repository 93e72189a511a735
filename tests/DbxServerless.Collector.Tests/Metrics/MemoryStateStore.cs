using DbxServerless.Collector.Storage;

namespace DbxServerless.Collector.Tests.Metrics;

/// <summary>State in memory. <see cref="BeforeSave"/> lets a test put something between another's load and save.</summary>
internal sealed class MemoryStateStore : IStateStore
{
    private readonly Dictionary<string, StoredState> _entities = [];
    private int _version;

    public int Loads { get; private set; }

    public Func<Task>? BeforeSave { get; set; }

    public Task<StoredState?> LoadAsync(string key, CancellationToken cancellationToken)
    {
        Loads++;
        return Task.FromResult(_entities.GetValueOrDefault(key));
    }

    public async Task<string?> TrySaveAsync(string key, ReadOnlyMemory<byte> value, string? eTag, CancellationToken cancellationToken)
    {
        if (BeforeSave is { } between)
        {
            BeforeSave = null;
            await between();
        }

        if (_entities.GetValueOrDefault(key)?.ETag != eTag)
            return null;
        var saved = $"v{++_version}";
        _entities[key] = new StoredState(value, saved);
        return saved;
    }
}
