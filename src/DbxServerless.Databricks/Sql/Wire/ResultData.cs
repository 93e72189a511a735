namespace DbxServerless.Databricks;

/// <summary>A chunk of a result: cells, or links to them.</summary>
public sealed record ResultData
{
    public int ChunkIndex { get; init; }

    public long RowOffset { get; init; }

    public long RowCount { get; init; }

    /// <summary>The chunk after this one; the last has none.</summary>
    public int? NextChunkIndex { get; init; }

    /// <summary>Path and query of the next chunk, to be followed as they are.</summary>
    public string? NextChunkInternalLink { get; init; }

    /// <summary>Rows of cells, each a text or null.</summary>
    public IReadOnlyList<string?[]>? DataArray { get; init; }

    public IReadOnlyList<ExternalLink>? ExternalLinks { get; init; }
}
