namespace DbxServerless.Simulator.History;

/// <summary>A warehouse as it was from a change on.</summary>
public sealed record WarehouseVersion(Warehouse Warehouse, DateTimeOffset ChangeTime, bool IsDeletion, string Size);
