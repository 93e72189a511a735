namespace DbxServerless.Collector.Datasets.Compute.Live;

/// <summary>What one poll of clusters leaves to the next.</summary>
/// <param name="At">When it was.</param>
/// <param name="Active">Ids of the clusters that ran.</param>
internal sealed record LiveClusterMemory(DateTimeOffset At, IReadOnlyList<string> Active);
