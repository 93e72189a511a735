using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Collection;

/// <summary>A record as the engine sees it: identity, content, and what it counts.</summary>
/// <param name="RecordId">32 hex digits from dataset and key.</param>
/// <param name="EventTime">When it happened.</param>
/// <param name="Columns">
/// The columns as JSON members without the outer braces and without null values (<c>"WorkspaceId":"1","State":"FAILED"</c>), in declared order.
/// </param>
/// <param name="ColumnEnds">For each declared column, the length of <paramref name="Columns"/> up to and including it: a content hash over
/// the first n columns stays comparable when columns are appended later.</param>
public sealed record CollectedRecord(
    string RecordId,
    DateTimeOffset EventTime,
    ReadOnlyMemory<byte> Columns,
    IReadOnlyList<int> ColumnEnds)
{
    /// <summary>Will not change in the ordinary course of things; its <see cref="Counts"/> are added once per key.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The source proves the deletion: sent as a tombstone.</summary>
    public bool IsDeleted { get; init; }

    public IReadOnlyList<Count> Counts { get; init; } = [];
}
