namespace DbxServerless.Collector.Harvest;

/// <summary>Tells whoever watches how far a run is.</summary>
/// <param name="RunId">The run.</param>
/// <param name="What">What is being done, in a few words.</param>
/// <param name="Done">Bytes that are done.</param>
/// <param name="Total">Bytes that there are; 0 when nothing is counted.</param>
public sealed record HarvestProgress(string RunId, string What, long Done = 0, long Total = 0);
