using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary>What system tables are derived from.</summary>
/// <param name="IsEmpty">Whether the tables show nothing for the time being.</param>
public sealed record TableSource(SimulatedHistory History, TableOptions Options, Func<bool> IsEmpty);
