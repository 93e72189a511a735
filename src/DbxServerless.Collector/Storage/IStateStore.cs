namespace DbxServerless.Collector.Storage;

/// <summary>Small entities with optimistic concurrency: one conditional save is the commit of a collection.</summary>
public interface IStateStore
{
    /// <returns>The entity with its ETag, or null when there is none.</returns>
    Task<StoredState?> LoadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Saves only when the entity still has <paramref name="eTag"/> (null: does not exist).</summary>
    /// <returns>The new ETag, or null when somebody else was first; then nothing was written.</returns>
    Task<string?> TrySaveAsync(string key, ReadOnlyMemory<byte> value, string? eTag, CancellationToken cancellationToken);
}
