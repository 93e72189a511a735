namespace DbxServerless.Collector.Metrics;

/// <summary>The snapshots at one version of the manifest, by blob name.</summary>
internal sealed record SnapshotSet(string? ETag, IReadOnlyDictionary<string, LoadedSnapshot> Snapshots)
{
    public static SnapshotSet Empty { get; } = new(null, new Dictionary<string, LoadedSnapshot>());
}
