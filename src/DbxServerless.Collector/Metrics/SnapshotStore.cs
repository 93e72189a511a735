using System.Security.Cryptography;
using System.Text.Json;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Harvest;
using DbxServerless.Collector.Storage;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Metrics;

/// <summary>
/// Keeps one snapshot blob for each dataset and scope, and a manifest of their versions. The manifest is a state entity, because datasets
/// publish at the same time and each must find its own entry in it; a reader that has everything reads only the manifest.
/// </summary>
public sealed partial class SnapshotStore(IBlobStore blobs, IStateStore state, ILogger<SnapshotStore> logger) : ISnapshotPublisher
{
    private const string ManifestKey = "snapshots-manifest";

    // The snapshot of a scope as a whole has no dataset.
    private const string OfScope = "collection";

    /// <inheritdoc/>
    public async Task PublishAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var blob = SnapshotEncoder.Encode(snapshot);
        var name = BlobName(snapshot.Dataset, snapshot.Scope);
        var version = Convert.ToHexStringLower(SHA256.HashData(blob.Span).AsSpan(0, 12));
        var manifest = Versions(await state.LoadAsync(ManifestKey, cancellationToken));
        if (manifest.GetValueOrDefault(name) == version)
            return;
        await blobs.WriteAsync(name, blob, cancellationToken);
        await ChangeManifestAsync(versions => versions[name] = version, cancellationToken);
    }

    /// <summary>Removes the snapshots of datasets that there are no longer, and of scopes that are no longer in the settings.</summary>
    public async Task RetainAsync(DatasetCatalog catalog, IEnumerable<Scope> scopes, CancellationToken cancellationToken)
    {
        var datasets = catalog.Datasets.Select(dataset => dataset.Info.Name).Append(OfScope).Append(HarvestMetrics.SnapshotName).ToHashSet();
        var files = scopes.Select(FileName).ToHashSet();
        var manifest = Versions(await state.LoadAsync(ManifestKey, cancellationToken));
        var gone = manifest.Keys.Where(name => !IsKept(name)).ToList();
        if (gone.Count == 0)
            return;
        await ChangeManifestAsync(versions => gone.ForEach(name => versions.Remove(name)), cancellationToken);
        foreach (var name in gone)
            await blobs.DeleteAsync(name, cancellationToken);

        bool IsKept(string name) =>
            name.Split('/') is [_, var dataset, var file] && datasets.Contains(dataset.Split('.')[0]) && files.Contains(file);
    }

    /// <summary>The current snapshots: those of <paramref name="known"/> that are unchanged, the others read anew.</summary>
    internal async Task<SnapshotSet> LoadAsync(SnapshotSet known, CancellationToken cancellationToken)
    {
        var manifest = await state.LoadAsync(ManifestKey, cancellationToken);
        if (manifest?.ETag == known.ETag)
            return known;
        var snapshots = new SortedDictionary<string, LoadedSnapshot>(StringComparer.Ordinal);
        foreach (var (name, version) in Versions(manifest))
        {
            var snapshot = known.Snapshots.TryGetValue(name, out var loaded) && loaded.Version == version
                ? loaded
                : await ReadAsync(name, version, cancellationToken);
            if (snapshot is not null)
                snapshots[name] = snapshot;
        }

        return new SnapshotSet(manifest?.ETag, snapshots);
    }

    private static string BlobName(string dataset, Scope scope) => $"snapshots/{dataset}/{FileName(scope)}";

    private static string FileName(Scope scope) => $"{scope.Kind.ToString().ToLowerInvariant()}-{scope.Name}.prom";

    private async Task<LoadedSnapshot?> ReadAsync(string name, string version, CancellationToken cancellationToken)
    {
        if (await blobs.ReadIfChangedAsync(name, null, cancellationToken) is not { Content: { } content })
            return null;
        try
        {
            return LoadedSnapshot.Parse(version, content);
        }
        catch (JsonException problem)
        {
            Unreadable(logger, name, problem.Message);
            return null;
        }
    }

    private static Dictionary<string, string> Versions(StoredState? manifest) =>
        manifest is null ? [] : JsonSerializer.Deserialize(manifest.Value.Span, SnapshotJson.Default.DictionaryStringString)!;

    private async Task ChangeManifestAsync(Action<Dictionary<string, string>> change, CancellationToken cancellationToken)
    {
        string? saved;
        do
        {
            var manifest = await state.LoadAsync(ManifestKey, cancellationToken);
            var versions = Versions(manifest);
            change(versions);
            var value = JsonSerializer.SerializeToUtf8Bytes(versions, SnapshotJson.Default.DictionaryStringString);
            saved = await state.TrySaveAsync(ManifestKey, value, manifest?.ETag, cancellationToken);
        }
        while (saved is null);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The snapshot {Name} cannot be read and is left out until it is published again: {Problem}")]
    private static partial void Unreadable(ILogger logger, string name, string problem);
}
