using System.Text.Json;
using DbxServerless.Collector.Collection.Counters;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Storage;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Collection.State;

/// <summary>The stored state and blobs of one dataset and scope, during one pass.</summary>
internal sealed class CollectionStore(IStateStore states, IBlobStore blobs, string dataset, Scope scope, TimeProvider time, ILogger logger)
{
    private const string StampFormat = "yyyyMMdd'T'HHmmssfff";

    // Blobs of a pass that is still under way are younger than this.
    private static readonly TimeSpan OrphanAge = TimeSpan.FromDays(1);

    private readonly string _key = KeyOf(dataset, scope);
    private string? _eTag;

    /// <summary>The state as it was last read or saved.</summary>
    public CollectionState State { get; private set; } = new();

    public static string KeyOf(string dataset, Scope scope) => $"collections/{dataset}/{NameOf(scope)}";

    public static string NameOf(Scope scope) => scope.Kind == ScopeKind.Account ? scope.Name : $"{scope.Kind.ToString().ToLowerInvariant()}-{scope.Name}";

    /// <exception cref="InvalidDataException">A newer version of the collector wrote the state.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var stored = await states.LoadAsync(_key, cancellationToken);
        _eTag = stored?.ETag;
        State = stored is null ? new CollectionState() : JsonSerializer.Deserialize(stored.Value.Span, CollectionStateJson.Default.CollectionState)!;
        if (State.Format > CollectionState.CurrentFormat)
        {
            throw new InvalidDataException(
                $"The state '{_key}' has format {State.Format}, and this version reads up to {CollectionState.CurrentFormat}. Start a newer version of the collector.");
        }
    }

    /// <summary>The commit. Blobs that the new state no longer names are deleted; when the race is lost, those that only it names.</summary>
    /// <exception cref="LostRaceException">Somebody else saved since; nothing was changed.</exception>
    public async Task SaveAsync(CollectionState state, CancellationToken cancellationToken)
    {
        var saved = await states.TrySaveAsync(_key, JsonSerializer.SerializeToUtf8Bytes(state, CollectionStateJson.Default.CollectionState), _eTag, cancellationToken);
        if (saved is null)
        {
            await DeleteAsync(state.Blobs().Except(State.Blobs()), cancellationToken);
            throw new LostRaceException(_key);
        }

        var former = State;
        (State, _eTag) = (state, saved);
        await DeleteAsync(former.Blobs().Except(state.Blobs()), cancellationToken);
    }

    /// <summary>Writes a blob that nothing points to yet.</summary>
    /// <returns>Its name, relative to this store.</returns>
    public async Task<string> WriteAsync(string kind, string extension, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var stamp = time.GetUtcNow().UtcDateTime.ToString(StampFormat, System.Globalization.CultureInfo.InvariantCulture);
        var name = $"{kind}-{stamp}-{Guid.NewGuid().ToString("N")[..12]}.{extension}";
        await blobs.WriteAsync($"{_key}/{name}", content, cancellationToken);
        return name;
    }

    /// <exception cref="LostRaceException">The blob is gone because somebody else saved since.</exception>
    /// <exception cref="InvalidDataException">The blob is gone though the state names it.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if ((await blobs.ReadIfChangedAsync($"{_key}/{name}", null, cancellationToken))?.Content is { } content)
            return content;
        if ((await states.LoadAsync(_key, cancellationToken))?.ETag != _eTag)
            throw new LostRaceException(_key);
        throw new InvalidDataException(
            $"The blob '{_key}/{name}' is missing, which the state '{_key}' needs. Restore it, or delete the state and the other blobs under " +
            $"'{_key}/' to begin anew: what was delivered is then delivered once more.");
    }

    public async Task<CounterBook> ReadCountersAsync(IReadOnlyList<MetricFamily> families, CancellationToken cancellationToken) => new(
        families,
        State.Counters is { } blob ? JsonSerializer.Deserialize((await ReadAsync(blob, cancellationToken)).Span, CollectionStateJson.Default.CounterFile) : null);

    /// <summary>What the dataset remembers from its last pass; empty when it remembers nothing.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadMemoryAsync(CancellationToken cancellationToken) =>
        State.Memory is { } blob ? await ReadAsync(blob, cancellationToken) : ReadOnlyMemory<byte>.Empty;

    /// <summary>The state with what a pass leaves to the next one; to be saved together with what it collected.</summary>
    public async Task<CollectionState> WithMemoryAsync(CollectionState state, ReadOnlyMemory<byte>? memory, CancellationToken cancellationToken) =>
        memory is { } content ? state with { Memory = await WriteAsync("memory", "json.gz", content, cancellationToken) } : state;

    /// <summary>Writes a file that is for people, outside of what is swept.</summary>
    public Task WriteForPeopleAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => blobs.WriteAsync(name, content, cancellationToken);

    /// <summary>Deletes blobs that a crash left behind.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var needed = State.Blobs().ToHashSet();
        var oldEnough = (time.GetUtcNow() - OrphanAge).UtcDateTime.ToString(StampFormat, System.Globalization.CultureInfo.InvariantCulture);
        var orphans = new List<string>();
        await foreach (var blob in blobs.ListAsync($"{_key}/", cancellationToken))
        {
            var name = blob[(_key.Length + 1)..];
            if (!needed.Contains(name) && StampOf(name) is { } stamp && string.CompareOrdinal(stamp, oldEnough) < 0)
                orphans.Add(name);
        }

        await DeleteAsync(orphans, cancellationToken);
    }

    private static string? StampOf(string name) => name.Split('-') is [.., var stamp, _] ? stamp : null;

    // What is not deleted now is swept later: never a reason to fail.
    private async Task DeleteAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names.ToList())
        {
            try
            {
                await blobs.DeleteAsync($"{_key}/{name}", cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.BlobNotDeleted($"{_key}/{name}", exception.Message);
            }
        }
    }
}
