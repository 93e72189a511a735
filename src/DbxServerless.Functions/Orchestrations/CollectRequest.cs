using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;

namespace DbxServerless.Functions.Orchestrations;

/// <summary>Input of an orchestration: what to collect of one scope. Planned by the starter, because an orchestrator reads no settings.</summary>
public sealed record CollectRequest(Scope Scope, IReadOnlyList<PlannedPass> Passes);
