using DbxServerless.Collector.Datasets;

namespace DbxServerless.Functions.Harvest;

/// <summary>A job run of a workspace.</summary>
public sealed record RunReference(Scope Workspace, string RunId);
