using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Storage;

namespace DbxServerless.Collector.Harvest.State;

/// <summary>
/// What the harvest of one workspace remembers: an entity for each run and log, and an empty blob for each open run whose name tells when it is due.
/// </summary>
internal sealed class HarvestStore(IStateStore states, IBlobStore blobs, string workspace)
{
    private readonly string _root = $"harvest/{workspace}";

    public IBlobStore Blobs => blobs;

    /// <summary>Prefix of the stored blocks of a log.</summary>
    public string PartsOf(string clusterId, string contextId) => $"{_root}/parts/{clusterId}/{contextId}/";

    /// <summary>Prefix of a log's archive.</summary>
    public string ArchiveOf(string clusterId, string contextId) => $"eventlogs/{workspace}/{clusterId}/{contextId}/";

    /// <summary>Prefix of what is archived of a driver's output for a failed run.</summary>
    public string DriverArchiveOf(string clusterId, string runId) => $"eventlogs/{workspace}/{clusterId}/driver/{runId}/";

    public Task<Versioned<HarvestRun>?> RunAsync(string runId, CancellationToken cancellationToken) =>
        LoadAsync($"{_root}/runs/{runId}", HarvestStateJson.Default.HarvestRun, cancellationToken);

    /// <exception cref="LostRaceException">Somebody else saved since.</exception>
    public async Task<Versioned<HarvestRun>> SaveAsync(HarvestRun run, Versioned<HarvestRun>? former, CancellationToken cancellationToken)
    {
        // The new marker first: a run without one would be forgotten, one too many is found out.
        if (run.State != HarvestState.Done && (former is not { Value.State: not HarvestState.Done } || former.Value.Marker != run.Marker))
            await MarkAsync(run, cancellationToken);
        var saved = await SaveAsync($"{_root}/runs/{run.RunId}", run, former?.ETag, HarvestStateJson.Default.HarvestRun, cancellationToken);
        if (former is not null && former.Value.Marker != run.Marker)
            await blobs.DeleteAsync($"{_root}/open/{former.Value.Marker}", cancellationToken);
        return saved;
    }

    public Task MarkAsync(HarvestRun run, CancellationToken cancellationToken) =>
        blobs.WriteAsync($"{_root}/open/{run.Marker}", ReadOnlyMemory<byte>.Empty, cancellationToken);

    /// <summary>Takes away the mark of a run that is done.</summary>
    public Task UnmarkAsync(HarvestRun run, CancellationToken cancellationToken) => blobs.DeleteAsync($"{_root}/open/{run.Marker}", cancellationToken);

    /// <summary>Takes away every mark of a run: a crash may have left more than one.</summary>
    public async Task UnmarkAllAsync(string runId, CancellationToken cancellationToken)
    {
        foreach (var marker in await OpenAsync(cancellationToken).Where(marker => marker.RunId == runId).ToListAsync(cancellationToken))
            await blobs.DeleteAsync($"{_root}/open/{marker.Name}", cancellationToken);
    }

    /// <summary>The open runs, live ones first, the next due first.</summary>
    public async IAsyncEnumerable<MarkerName> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in blobs.ListAsync($"{_root}/open/", cancellationToken))
        {
            if (MarkerName.Parse(blob[(_root.Length + 6)..]) is { } marker)
                yield return marker;
        }
    }

    /// <summary>Remembers a run that is done by the day of its end.</summary>
    public Task KeepAsync(HarvestRun run, CancellationToken cancellationToken) =>
        blobs.WriteAsync($"{_root}/done/{run.End.UtcDateTime:yyyy-MM-dd}/{run.RunId}", ReadOnlyMemory<byte>.Empty, cancellationToken);

    /// <summary>The runs that are done, by the day of their end, oldest first.</summary>
    public async IAsyncEnumerable<(DateOnly Day, string RunId)> DoneAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in blobs.ListAsync($"{_root}/done/", cancellationToken))
        {
            if (blob[(_root.Length + 6)..].Split('/') is [var day, var run] && DateOnly.TryParseExact(day, "yyyy-MM-dd", out var date))
                yield return (date, run);
        }
    }

    public Task ForgetAsync(DateOnly day, string runId, CancellationToken cancellationToken) =>
        blobs.DeleteAsync($"{_root}/done/{day:yyyy-MM-dd}/{runId}", cancellationToken);

    public Task<Versioned<ArchivedLog>?> LogAsync(string clusterId, string contextId, CancellationToken cancellationToken) =>
        LoadAsync(LogKey(clusterId, contextId), HarvestStateJson.Default.ArchivedLog, cancellationToken);

    /// <exception cref="LostRaceException">Somebody else saved since.</exception>
    public Task<Versioned<ArchivedLog>> SaveAsync(string clusterId, string contextId, ArchivedLog log, string? eTag, CancellationToken cancellationToken) =>
        SaveAsync(LogKey(clusterId, contextId), log, eTag, HarvestStateJson.Default.ArchivedLog, cancellationToken);

    public Task<Versioned<Discovery>?> DiscoveryAsync(CancellationToken cancellationToken) =>
        LoadAsync($"{_root}/discovery", HarvestStateJson.Default.Discovery, cancellationToken);

    /// <exception cref="LostRaceException">Somebody else saved since.</exception>
    public Task SaveAsync(Discovery discovery, string? eTag, CancellationToken cancellationToken) =>
        SaveAsync($"{_root}/discovery", discovery, eTag, HarvestStateJson.Default.Discovery, cancellationToken);

    /// <summary>The last runs of a work.</summary>
    public Task<Versioned<WorkHistory>?> HistoryAsync(string work, CancellationToken cancellationToken) =>
        LoadAsync($"{_root}/works/{work}", HarvestStateJson.Default.WorkHistory, cancellationToken);

    /// <summary>Adds runs to what is remembered of a work.</summary>
    public Task KeepAsync(string work, IEnumerable<KeptFingerprint> runs, CancellationToken cancellationToken) => UpdateAsync(
        $"{_root}/works/{work}", HarvestStateJson.Default.WorkHistory, known => runs.Aggregate(known ?? new WorkHistory(), (history, run) => history.With(run)), cancellationToken);

    /// <summary>What a run was compared with.</summary>
    public Task<Versioned<RunBaselines>?> BaselinesAsync(string runId, CancellationToken cancellationToken) =>
        LoadAsync($"{_root}/baselines/{runId}", HarvestStateJson.Default.RunBaselines, cancellationToken);

    /// <exception cref="LostRaceException">Somebody else saved since.</exception>
    public Task SaveAsync(string runId, RunBaselines baselines, string? eTag, CancellationToken cancellationToken) =>
        SaveAsync($"{_root}/baselines/{runId}", baselines, eTag, HarvestStateJson.Default.RunBaselines, cancellationToken);

    public async Task<FailureCounts> FailuresAsync(CancellationToken cancellationToken) =>
        (await LoadAsync($"{_root}/failures", HarvestStateJson.Default.FailureCounts, cancellationToken))?.Value ?? new FailureCounts(new Dictionary<string, long>());

    /// <summary>Counts tries that failed, by their kinds. A crash after it counts a try that is repeated, which is another try.</summary>
    public Task CountFailuresAsync(IReadOnlyCollection<string> reasons, CancellationToken cancellationToken) => reasons.Count == 0
        ? Task.CompletedTask
        : UpdateAsync(
            $"{_root}/failures", HarvestStateJson.Default.FailureCounts, known => (known ?? new FailureCounts(new Dictionary<string, long>())).Plus(reasons), cancellationToken);

    /// <summary>Deletes every blob under a prefix.</summary>
    public async Task ClearAsync(string prefix, CancellationToken cancellationToken)
    {
        foreach (var blob in await blobs.ListAsync(prefix, cancellationToken).ToListAsync(cancellationToken))
            await blobs.DeleteAsync(blob, cancellationToken);
    }

    private string LogKey(string clusterId, string contextId) => $"{_root}/logs/{clusterId}/{contextId}";

    private async Task<Versioned<T>?> LoadAsync<T>(string key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        await states.LoadAsync(key, cancellationToken) is { } stored ? new Versioned<T>(JsonSerializer.Deserialize(stored.Value.Span, type)!, stored.ETag) : null;

    /// <summary>Changes an entity that others change too. Whoever loses the race looks again: each race that one loses another has won, so it ends.</summary>
    /// <param name="change">What becomes of it; it is null before the first time.</param>
    private async Task UpdateAsync<T>(string key, JsonTypeInfo<T> type, Func<T?, T> change, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var known = await LoadAsync(key, type, cancellationToken);
            try
            {
                await SaveAsync(key, change(known?.Value), known?.ETag, type, cancellationToken);
                return;
            }
            catch (LostRaceException)
            {
            }
        }
    }

    private async Task<Versioned<T>> SaveAsync<T>(string key, T value, string? eTag, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        await states.TrySaveAsync(key, JsonSerializer.SerializeToUtf8Bytes(value, type), eTag, cancellationToken) is { } saved
            ? new Versioned<T>(value, saved)
            : throw new LostRaceException(key);
}
