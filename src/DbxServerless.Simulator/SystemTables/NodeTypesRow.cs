namespace DbxServerless.Simulator.SystemTables;

/// <summary>A type of node.</summary>
public sealed record NodeTypesRow(string AccountId, string NodeType, double CoreCount, long MemoryMb, long GpuCount);
