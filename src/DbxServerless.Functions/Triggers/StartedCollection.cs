using DbxServerless.Collector.Datasets;
using DbxServerless.Functions.Orchestrations;

namespace DbxServerless.Functions.Triggers;

/// <summary>What <c>/manage/collect</c> says of one collection.</summary>
internal sealed record StartedCollection(ScheduleGroup Group, string Scope, StartOutcome? Outcome);
