using DbxServerless.Functions.Orchestrations;

namespace DbxServerless.Functions.Triggers;

/// <summary>What the routes of the harvest say they started.</summary>
internal sealed record StartedHarvest(string Workspace, string What, StartOutcome Outcome);
