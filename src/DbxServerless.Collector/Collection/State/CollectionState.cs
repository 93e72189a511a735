namespace DbxServerless.Collector.Collection.State;

/// <summary>
/// All that is committed of one dataset and scope: small, and pointing to blobs. Saving it under the condition that nobody else did is
/// the commit; the blobs were written before under new names, and those that it no longer names are deleted after.
/// </summary>
internal sealed record CollectionState
{
    /// <summary>The greatest <see cref="Format"/> that this version reads.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>The instant of the last pass that read all; the next one reads from here, minus the overlap.</summary>
    public DateTimeOffset? Cursor { get; init; }

    /// <summary>Ledger partitions by day number (0 for state).</summary>
    public IReadOnlyDictionary<int, StoredPartition> Ledger { get; init; } = new Dictionary<int, StoredPartition>();

    /// <summary>Blobs of ledger notes that are not in partitions yet, oldest first.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Blob of the counters.</summary>
    public string? Counters { get; init; }

    /// <summary>Blob of what the dataset remembers from one pass to the next.</summary>
    public string? Memory { get; init; }

    /// <summary>What is committed and not yet acknowledged by the sink, oldest first.</summary>
    public IReadOnlyList<OutboxPart> Outbox { get; init; } = [];

    /// <summary>How the last ordinary pass ended.</summary>
    public LastPass? LastPass { get; init; }

    /// <summary>How the last reconciliation ended.</summary>
    public LastPass? LastReconciliation { get; init; }

    /// <summary>When an ordinary pass last had nothing to mend.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>When the last row for <c>DbxCollections</c> was committed.</summary>
    public DateTimeOffset? LastRow { get; init; }

    /// <summary>When blobs that nothing points to were last looked for.</summary>
    public DateTimeOffset? LastSweep { get; init; }

    public CollectionTotals Totals { get; init; } = new();

    public LastPass? Last(CollectionPass pass) => pass == CollectionPass.Reconcile ? LastReconciliation : LastPass;

    /// <summary>Every blob that this state needs.</summary>
    public IEnumerable<string> Blobs() => Ledger.Values.Select(partition => partition.Blob)
        .Concat(Notes)
        .Concat(Outbox.Select(part => part.Blob))
        .Concat(Counters is null ? [] : [Counters])
        .Concat(Memory is null ? [] : [Memory]);
}
