using System.Text.Json.Serialization;

namespace DbxServerless.Databricks;

/// <summary>Where a chunk lies in cloud storage. The address is itself a credential.</summary>
public sealed record ExternalLink
{
    [JsonPropertyName("external_link")]
    public string Address { get; init => field = value ?? ""; } = "";

    public DateTimeOffset? Expiration { get; init; }

    public int ChunkIndex { get; init; }

    public long RowOffset { get; init; }

    public long RowCount { get; init; }

    public int? NextChunkIndex { get; init; }

    public string? NextChunkInternalLink { get; init; }

    /// <summary>Headers that must be sent along.</summary>
    public IReadOnlyDictionary<string, string>? HttpHeaders { get; init; }

    public override string ToString() => $"chunk {ChunkIndex}, {RowCount} rows";
}
