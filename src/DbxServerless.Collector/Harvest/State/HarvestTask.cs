namespace DbxServerless.Collector.Harvest.State;

/// <summary>One try of a task of a run.</summary>
/// <param name="ClusterId">Null on serverless compute and on warehouses.</param>
/// <param name="ContextId">The Spark context that it ran in; null when it is not known.</param>
internal sealed record HarvestTask(string TaskKey, string RunId, string? ClusterId, string? ContextId, DateTimeOffset End);
