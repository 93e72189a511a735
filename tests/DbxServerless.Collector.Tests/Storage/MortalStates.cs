using DbxServerless.Collector.Storage;

namespace DbxServerless.Collector.Tests.Storage;

/// <summary>A process's way to a store that others use too: the process may die.</summary>
internal sealed class MortalStates(IStateStore beneath, Faults faults) : IStateStore
{
    public Task<StoredState?> LoadAsync(string key, CancellationToken cancellationToken) => faults.Run(() => beneath.LoadAsync(key, cancellationToken));

    public Task<string?> TrySaveAsync(string key, ReadOnlyMemory<byte> value, string? eTag, CancellationToken cancellationToken) =>
        faults.Run(() => beneath.TrySaveAsync(key, value, eTag, cancellationToken));
}
