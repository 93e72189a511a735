using DbxServerless.Collector.Datasets;

namespace DbxServerless.Functions.Harvest;

/// <summary>Something that is done over many runs of a workspace at once. The rounds then take up what it made due.</summary>
/// <param name="Workspace">Whose runs.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Since">Only runs that ended since then, where that matters.</param>
public sealed record HarvestChore(Scope Workspace, HarvestChoreKind Kind, DateTimeOffset? Since = null);
