namespace DbxServerless.Collector.Check;

/// <summary>How many of a workspace's objects REST shows to the identity. Access lists hide objects without a word; the system tables know them.</summary>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="Objects">jobs, pipelines or clusters.</param>
/// <param name="Visible">Those that REST shows.</param>
/// <param name="Total">Those that REST shows or the system tables know.</param>
/// <param name="Outcome">Warning when some are hidden; Skipped when one of the two could not be read.</param>
/// <param name="Finding">Which ones, or why it is not known.</param>
/// <param name="Mend">The commands that show them.</param>
public sealed record VisibilityCheck(string Workspace, string Objects, int Visible, int Total, CheckOutcome Outcome, string Finding = "", string Mend = "");
