using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Metrics;

/// <summary>The current samples of one dataset of one scope; it replaces the one before. <c>/metrics</c> serves snapshots and never calls Databricks.</summary>
/// <param name="Dataset">
/// Name of the dataset; what the engine says about a dataset (counters, outcome, ages) is a snapshot of its own with the suffix <c>.collection</c>,
/// and what it says about a scope as a whole has the name <c>collection</c>.
/// </param>
/// <param name="Scope">What was collected.</param>
/// <param name="At">When the samples were taken, UTC.</param>
/// <param name="Samples">All samples, in any order; none when the dataset shows nothing any more.</param>
public sealed record Snapshot(string Dataset, Scope Scope, DateTimeOffset At, IReadOnlyList<Sample> Samples);
