using DbxServerless.Collector.Storage;

namespace DbxServerless.EndToEnd.Tests.Harvest.Killing;

/// <summary>A store over which its process dies at a moment.</summary>
internal sealed class MortalStates(IStateStore beneath, Countdown countdown) : IStateStore
{
    public Task<StoredState?> LoadAsync(string key, CancellationToken cancellationToken) => beneath.LoadAsync(key, cancellationToken);

    public Task<string?> TrySaveAsync(string key, ReadOnlyMemory<byte> value, string? eTag, CancellationToken cancellationToken) =>
        countdown.RunAsync($"save {key}", () => beneath.TrySaveAsync(key, value, eTag, cancellationToken));
}
