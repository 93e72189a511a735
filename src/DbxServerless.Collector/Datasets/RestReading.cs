using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Datasets;

/// <summary>What one pass read of a workspace over REST.</summary>
/// <param name="Records">The records that may have changed.</param>
/// <param name="Samples">All series of the dataset's families as they are now.</param>
public sealed record RestReading<TRecord>(IReadOnlyList<TRecord> Records, IReadOnlyList<Sample> Samples);
