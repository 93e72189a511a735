namespace DbxServerless.Collector.Harvest.State;

/// <summary>What is archived of the log of one Spark context, by the names of its files.</summary>
internal sealed record ArchivedLog
{
    public IReadOnlyDictionary<string, ArchivedSegment> Segments { get; init; } = new Dictionary<string, ArchivedSegment>();

    /// <summary>Who adds to it; null when nobody does.</summary>
    public LogLease? Lease { get; init; }
}
