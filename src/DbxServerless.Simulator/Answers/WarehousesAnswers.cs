namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>warehouses</c>.</summary>
internal sealed class WarehousesAnswers : DatasetAnswers
{
    public override string Dataset => "warehouses";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = reading => Result.Of(reading.Warehouses
            .Where(row => reading.IsWanted(row.WorkspaceId))
            .GroupBy(row => (row.WorkspaceId, row.WarehouseId))
            .Select(versions => versions.MaxBy(row => row.ChangeTime)!)
            .Select(row => new WarehouseRow(row.WorkspaceId, row.WarehouseId, row.WarehouseName, row.WarehouseType, row.WarehouseChannel, row.WarehouseSize,
                row.MinClusters, row.MaxClusters, row.AutoStopMinutes, row.Tags, row.ChangeTime, row.DeleteTime))),
    };

    private sealed record WarehouseRow(
        string WorkspaceId, string WarehouseId, string? WarehouseName, string? WarehouseType, string? WarehouseChannel, string? WarehouseSize,
        int? MinClusters, int? MaxClusters, int? AutoStopMinutes, IReadOnlyDictionary<string, string>? Tags, DateTimeOffset ChangeTime,
        DateTimeOffset? DeleteTime);
}
