namespace DbxServerless.Collector.Check;

/// <summary>One step of connecting to a workspace.</summary>
/// <param name="Workspace">The workspace's name in the settings.</param>
/// <param name="Step">host, sign-in, principal, warehouse, statement.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Finding">One sentence.</param>
/// <param name="Mend">What to do about it; empty when there is nothing to do.</param>
public sealed record ConnectionStep(string Workspace, string Step, CheckOutcome Outcome, string Finding, string Mend = "");
