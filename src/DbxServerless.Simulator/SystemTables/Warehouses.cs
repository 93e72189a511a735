using System.Globalization;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary><c>system.compute.warehouses</c>: a row for each version of a SQL warehouse.</summary>
public sealed class Warehouses(TableSource source) : SystemTable<WarehousesRow>(source)
{
    public override string Name => "compute.warehouses";

    protected override IEnumerable<Shown<WarehousesRow>> Of(HistoryDay day) => day.WarehouseVersions.Select(version => new Shown<WarehousesRow>(
        new WarehousesRow
        {
            WarehouseId = version.Warehouse.WarehouseId,
            WorkspaceId = version.Warehouse.WorkspaceId,
            AccountId = Source.History.AccountId,
            WarehouseName = version.Warehouse.Name,
            WarehouseType = version.Warehouse.Type,
            WarehouseChannel = "CURRENT",
            WarehouseSize = version.Size,
            MinClusters = 1,
            MaxClusters = version.Warehouse.MaxClusters,
            AutoStopMinutes = version.Warehouse.AutoStopMinutes,
            Tags = new Dictionary<string, string> { ["team"] = "platform" },
            ChangeTime = version.ChangeTime,
            DeleteTime = version.IsDeletion ? version.ChangeTime : null,
            CreatedBy = "platform@contoso.example",
        },
        version.ChangeTime + Delay(Source.Options.Lakeflow, version.Warehouse.WarehouseId, version.ChangeTime.Ticks.ToString(CultureInfo.InvariantCulture))));
}
