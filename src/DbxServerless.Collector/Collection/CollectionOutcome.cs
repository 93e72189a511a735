using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Collection;

/// <summary>What came of one pass of one dataset over one scope.</summary>
/// <param name="Dataset">Name of the dataset.</param>
/// <param name="Scope">What was collected.</param>
/// <param name="Pass">How far back it read.</param>
/// <param name="Result">How it ended.</param>
public sealed record CollectionOutcome(string Dataset, Scope Scope, CollectionPass Pass, CollectionResult Result)
{
    /// <summary>The instant of the pass, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What is wrong, in one sentence; null when nothing is.</summary>
    public string? Reason { get; init; }

    /// <summary>What mends it: the GRANT, the setting.</summary>
    public string? Mend { get; init; }

    /// <summary>Records that the source gave, changed or not.</summary>
    public long RowsRead { get; init; }

    /// <summary>Records that were new or had changed, and were committed for delivery.</summary>
    public long RecordsChanged { get; init; }

    /// <summary>Records that the sink accepted, those that an earlier pass had left over included.</summary>
    public long Delivered { get; init; }

    /// <summary>Records that the sink will never accept; they are kept in blobs under <c>set-aside/</c>.</summary>
    public long SetAside { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>SQL statements that were run.</summary>
    public int Statements { get; init; }

    /// <summary>Seconds that the statements took on the warehouse.</summary>
    public double WarehouseSeconds { get; init; }

    /// <summary>Since when the oldest undelivered record waits; null when none does.</summary>
    public DateTimeOffset? OldestOutbox { get; init; }

    /// <summary>Whether there is nothing to mend.</summary>
    public bool IsGood => Result is CollectionResult.Succeeded or CollectionResult.NoData;
}
