namespace DbxServerless.Collector.Storage;

/// <summary>A blob at one version.</summary>
public sealed record BlobVersion(string ETag, ReadOnlyMemory<byte>? Content);
