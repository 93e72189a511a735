using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Collection;

/// <summary>A pass that a schedule group asks for over a scope: one activity.</summary>
public sealed record PlannedPass(string Dataset, Scope Scope, CollectionPass Pass);
