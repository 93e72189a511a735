using DbxServerless.Collector.Datasets;

namespace DbxServerless.Functions.Harvest;

/// <summary>Archived runs of a workspace that are to be delivered.</summary>
public sealed record ArchivedRuns(Scope Workspace, IReadOnlyList<string> Runs);
