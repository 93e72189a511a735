namespace DbxServerless.Simulator.Truths;

/// <summary>What really happened to the SQL queries of a workspace that ended in a window.</summary>
/// <param name="Seconds">How long each took.</param>
/// <param name="MostAtOnce">The greatest number that ran at the same time within the window.</param>
public sealed record TrueQueries(long Count, long Failed, IReadOnlyList<double> Seconds, long MostAtOnce);
