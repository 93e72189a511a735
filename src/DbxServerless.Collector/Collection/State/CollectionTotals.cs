namespace DbxServerless.Collector.Collection.State;

/// <summary>Sums over all passes, for counters about the collector itself; they survive restarts and never fall.</summary>
internal sealed record CollectionTotals
{
    public long Passes { get; init; }

    public long RowsRead { get; init; }

    public long Delivered { get; init; }

    public long SetAside { get; init; }

    public long Statements { get; init; }

    public double WarehouseSeconds { get; init; }

    /// <summary>Failures by endpoint.</summary>
    public IReadOnlyDictionary<string, long> Errors { get; init => field = value ?? new Dictionary<string, long>(); } = new Dictionary<string, long>();
}
