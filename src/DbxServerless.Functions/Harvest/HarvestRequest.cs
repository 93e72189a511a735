using DbxServerless.Collector.Datasets;

namespace DbxServerless.Functions.Harvest;

/// <summary>Input of a round of the harvest.</summary>
/// <param name="Workspace">Whose runs.</param>
/// <param name="Concurrent">Runs that may be archived at the same time. Given by the starter, because an orchestrator reads no settings.</param>
public sealed record HarvestRequest(Scope Workspace, int Concurrent);
