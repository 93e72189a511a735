using DbxServerless.Databricks;

namespace DbxServerless.Collector.Check;

/// <summary>What trying one endpoint found.</summary>
/// <param name="Failure">Why it cannot be read; null when it can, or was not tried.</param>
/// <param name="HadNothing">It wants to be told an id, and the workspace shows nothing of the kind.</param>
internal sealed record EndpointProbe(DatabricksException? Failure, bool HadNothing = false);
