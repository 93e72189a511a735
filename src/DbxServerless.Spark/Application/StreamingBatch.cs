namespace DbxServerless.Spark.Application;

/// <summary>The progress of one micro-batch.</summary>
public sealed record StreamingBatch
{
    public long BatchId { get; init; }

    /// <summary>When the trigger started, epoch milliseconds.</summary>
    public long? Timestamp { get; init; }

    public long? DurationMs { get; init; }

    /// <summary>Parts of the duration: <c>addBatch</c>, <c>latestOffset</c>, <c>queryPlanning</c>, <c>triggerExecution</c>, <c>walCommit</c>, …</summary>
    public IReadOnlyDictionary<string, long> DurationsMs { get; init; } = new Dictionary<string, long>();

    public long? InputRows { get; init; }

    public double? InputRowsPerSecond { get; init; }

    public double? ProcessedRowsPerSecond { get; init; }

    /// <summary>Rows in all state stores together.</summary>
    public long? StateRows { get; init; }

    public long? StateBytes { get; init; }

    /// <summary>Rows that came after the watermark and were dropped.</summary>
    public long? RowsDroppedByWatermark { get; init; }

    /// <summary>Event-time watermark, as written in the log.</summary>
    public string? Watermark { get; init; }

    /// <summary>
    /// What sources say is still to be read, summed over the sources, under the sources' own names
    /// (<c>numBytesOutstanding</c>, <c>numFilesOutstanding</c>, <c>avgOffsetsBehindLatest</c>, …).
    /// </summary>
    public IReadOnlyDictionary<string, double> SourceMetrics { get; init; } = new Dictionary<string, double>();
}
