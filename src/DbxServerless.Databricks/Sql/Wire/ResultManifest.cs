namespace DbxServerless.Databricks;

/// <summary>What a statement's result consists of.</summary>
public sealed record ResultManifest
{
    public string? Format { get; init; }

    public ResultSchema? Schema { get; init; }

    public int TotalChunkCount { get; init; }

    public long TotalRowCount { get; init; }

    /// <summary>Whether a limit cut rows off.</summary>
    public bool Truncated { get; init; }
}
