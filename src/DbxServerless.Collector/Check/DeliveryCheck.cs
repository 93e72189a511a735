namespace DbxServerless.Collector.Check;

/// <summary>How many of a workspace's clusters, or of its jobs that make clusters, deliver their logs: without them nothing is known of Spark runs.</summary>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="Objects">clusters, or jobs.</param>
/// <param name="Delivering">Those that deliver.</param>
/// <param name="Total">All that REST shows.</param>
/// <param name="Outcome">Warning when some do not; Skipped when they could not be listed.</param>
/// <param name="Finding">Which ones, or why it is not known.</param>
/// <param name="Mend">What makes them deliver.</param>
public sealed record DeliveryCheck(string Workspace, string Objects, int Delivering, int Total, CheckOutcome Outcome, string Finding = "", string Mend = "");
