namespace DbxServerless.Collector.Harvest.State;

/// <summary>One log that belongs to a run.</summary>
/// <param name="Segments">Names of its segments, oldest first.</param>
/// <param name="IsShared">Whether the cluster is one that many runs share: then only what names the run is the run's.</param>
/// <param name="IsPartial">Whether it was taken before it was whole.</param>
internal sealed record HarvestLog(string ClusterId, string ContextId, IReadOnlyList<string> Segments, bool IsShared, bool IsPartial);
