namespace DbxServerless.Collector.Harvest;

/// <summary>A run that is due.</summary>
/// <param name="Workspace">Short name of its workspace.</param>
/// <param name="RunId">Id of the job run.</param>
/// <param name="Due">Since when.</param>
/// <param name="IsBackfill">Older ones go behind.</param>
public sealed record HarvestItem(string Workspace, string RunId, DateTimeOffset Due, bool IsBackfill);
