namespace DbxServerless.Spark.Application;

/// <summary>One run of a streaming query.</summary>
public sealed class StreamingQuery
{
    private readonly List<StreamingBatch> _batches = [];

    internal StreamingQuery(string runId) => RunId = runId;

    /// <summary>Stays the same over restarts from a checkpoint.</summary>
    public string? Id { get; internal set; }

    public string RunId { get; }

    public string? Name { get; internal set; }

    /// <summary>Epoch milliseconds.</summary>
    public long? StartTime { get; internal set; }

    public bool HasTerminated { get; internal set; }

    /// <summary>Null for a clean stop. Cut. Free text.</summary>
    public string? Error { get; internal set; }

    public string? ErrorClass { get; internal set; }

    /// <summary>In the order of the log.</summary>
    public IReadOnlyList<StreamingBatch> Batches => _batches;

    internal void Add(StreamingBatch batch) => _batches.Add(batch);
}
