namespace DbxServerless.Simulator.SystemTables;

/// <summary>A table that a pipeline update was limited to.</summary>
public sealed record TableSelection(string? TableCatalog, string? TableSchema, string? TableName);
