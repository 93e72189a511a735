namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>A log of a run as it is at its destination.</summary>
/// <param name="Files">None when it is not there (any more).</param>
internal sealed record FoundLog(string ClusterId, string ContextId, LogFiles Files, LogHead? Head, bool IsShared, Readiness Readiness);
