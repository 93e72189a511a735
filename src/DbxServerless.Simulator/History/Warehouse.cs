namespace DbxServerless.Simulator.History;

/// <summary>A SQL warehouse from its creation to its deletion.</summary>
/// <param name="Size">As the tables spell it: 2X_SMALL, SMALL …</param>
/// <param name="Type">CLASSIC, PRO or SERVERLESS.</param>
public sealed record Warehouse(
    string WorkspaceId, string WarehouseId, string Name, string Type, string Size, int MaxClusters, int AutoStopMinutes,
    DateTimeOffset Created, DateTimeOffset? Deleted);
