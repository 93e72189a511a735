namespace DbxServerless.Spark.Application;

/// <summary>What DataFlint's plugin writes into event logs.</summary>
public sealed record DataFlintFacts
{
    public long? DriverMaxHeapBytes { get; init; }

    public IReadOnlyList<IcebergCommit> IcebergCommits { get; init; } = [];

    public IReadOnlyList<DeltaScan> DeltaScans { get; init; } = [];

    /// <summary>By SQL execution: plan node id to RDD scope id.</summary>
    public IReadOnlyDictionary<long, IReadOnlyDictionary<string, string>> RddScopes { get; init; } =
        new Dictionary<long, IReadOnlyDictionary<string, string>>();
}
