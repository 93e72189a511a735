namespace DbxServerless.Collector.Check;

/// <summary>Whether the harvest can read what clusters of a workspace deliver to one place.</summary>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="Place">A volume (<c>/Volumes/catalog/schema/volume</c>), or a folder of DBFS (<c>dbfs:/cluster-logs</c>).</param>
/// <param name="Outcome">Warning when nothing is there yet; Failed when it cannot be read; Skipped when that could not be found out.</param>
/// <param name="Finding">What was read, or why it cannot be.</param>
/// <param name="Mend">The exact grants.</param>
public sealed record DestinationCheck(string Workspace, string Place, CheckOutcome Outcome, string Finding = "", string Mend = "");
