namespace DbxServerless.Simulator.SystemTables;

/// <summary>The <c>compute</c> of timeline tables and of the query history.</summary>
public sealed record ComputeRow(string? Type, string? ClusterId, string? WarehouseId);
