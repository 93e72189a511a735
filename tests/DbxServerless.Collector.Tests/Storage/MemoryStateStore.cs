using DbxServerless.Collector.Storage;

namespace DbxServerless.Collector.Tests.Storage;

internal sealed class MemoryStateStore(Faults? faults = null) : IStateStore
{
    private readonly Lock _gate = new();
    private readonly Faults _faults = faults ?? new Faults();
    private readonly Dictionary<string, StoredState> _states = [];
    private int _versions;

    /// <summary>Called before each save, with its key.</summary>
    public Func<string, Task> BeforeSave { get; set; } = _ => Task.CompletedTask;

    public Task<StoredState?> LoadAsync(string key, CancellationToken cancellationToken) => Task.FromResult(_faults.Run(() =>
    {
        lock (_gate)
            return _states.GetValueOrDefault(key);
    }));

    public async Task<string?> TrySaveAsync(string key, ReadOnlyMemory<byte> value, string? eTag, CancellationToken cancellationToken)
    {
        await BeforeSave(key);
        return _faults.Run(() =>
        {
            lock (_gate)
            {
                if (_states.GetValueOrDefault(key)?.ETag != eTag)
                    return null;
                var saved = new StoredState(value.ToArray(), $"{++_versions}");
                _states[key] = saved;
                return saved.ETag;
            }
        });
    }
}
