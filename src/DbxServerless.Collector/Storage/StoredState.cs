namespace DbxServerless.Collector.Storage;

/// <summary>An entity as it was read.</summary>
public sealed record StoredState(ReadOnlyMemory<byte> Value, string ETag);
