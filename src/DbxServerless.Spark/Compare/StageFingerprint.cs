namespace DbxServerless.Spark.Compare;

/// <summary>One stage of a run, its attempts together. Times are milliseconds.</summary>
public sealed record StageFingerprint
{
    /// <summary>By which the same stage of another run is found: what it does, and the how many-th of its kind it is.</summary>
    public required string Key { get; init; }

    public required long StageId { get; init; }

    /// <summary>Where in the code it comes from.</summary>
    public required string Name { get; init; }

    /// <summary>Tasks of the last attempt.</summary>
    public required long Partitions { get; init; }

    public required long TaskMs { get; init; }

    public required long MedianTaskMs { get; init; }

    public required long MaxTaskMs { get; init; }

    public required long InputBytes { get; init; }

    public required long ShuffleReadBytes { get; init; }

    public required long SpilledBytes { get; init; }
}
