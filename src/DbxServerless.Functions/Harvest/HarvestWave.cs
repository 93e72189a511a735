using DbxServerless.Collector.Datasets;

namespace DbxServerless.Functions.Harvest;

/// <summary>Input of one wave: runs that are archived <paramref name="Concurrent"/> at a time and then delivered in one commit.</summary>
public sealed record HarvestWave(Scope Workspace, IReadOnlyList<string> Runs, int Concurrent);
