using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using RestWarehouse = DbxServerless.Databricks.Warehouse;

namespace DbxServerless.Collector.Datasets.Compute.Live;

/// <summary>SQL warehouses with their state within a minute. Their history is in <c>warehouses</c> and <c>warehouse_events</c>.</summary>
public sealed class LiveWarehouses : RestDataset<LiveWarehouse>
{
    private static readonly MetricFamily Total = new(
        "databricks_warehouses_count", MetricType.Gauge, "SQL warehouses by state.", "workspace_id", "state")
    {
        OpenTelemetryName = "databricks.warehouses.count",
        OpenTelemetryUnit = "{warehouse}",
    };

    private static readonly MetricFamily Running = new(
        "databricks_warehouse_running_clusters", MetricType.Gauge, "Clusters of a SQL warehouse that run.", "workspace_id", "warehouse_id", "warehouse_name")
    {
        OpenTelemetryName = "databricks.warehouse.running_clusters",
        OpenTelemetryUnit = "{cluster}",
    };

    public override DatasetInfo Info { get; } = new(
        "live_warehouses", "DbxLiveWarehouses", ScopeKind.Workspace, ScheduleGroup.Fast, DatasetKind.State,
        "SQL warehouses with their state, health and running clusters.")
    {
        Endpoints = ["GET /api/2.0/sql/warehouses"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Total, Running];

    protected override async Task<RestReading<LiveWarehouse>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var warehouses = new Dictionary<string, LiveWarehouse>(StringComparer.Ordinal);
        await foreach (var warehouse in context.Reader.Facts.ListWarehousesAsync(cancellationToken))
            warehouses[warehouse.Id] = Record(warehouse, workspace);
        return new RestReading<LiveWarehouse>(
            [.. warehouses.Values],
            [
                .. warehouses.Values.GroupBy(warehouse => warehouse.State).OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => Total.Sample(group.Count(), workspace, group.Key)),
                .. warehouses.Values.Select(warehouse => Running.Sample(warehouse.Clusters, workspace, warehouse.WarehouseId, warehouse.WarehouseName ?? "")),
            ]);
    }

    protected override IReadOnlyList<string> Key(LiveWarehouse record) => [record.WorkspaceId, record.WarehouseId];

    // REST does not tell when it was made.
    protected override DateTimeOffset EventTime(LiveWarehouse record) => DateTimeOffset.UnixEpoch;

    private static LiveWarehouse Record(RestWarehouse warehouse, string workspace) => new()
    {
        WorkspaceId = workspace,
        WarehouseId = warehouse.Id,
        WarehouseName = warehouse.Name,
        State = warehouse.State ?? "UNKNOWN",
        Health = warehouse.Health?.Status,
        HealthMessage = warehouse.Health?.Summary,
        Size = warehouse.ClusterSize,
        WarehouseType = warehouse.WarehouseType,
        Serverless = warehouse.Serverless,
        Clusters = warehouse.NumClusters,
        MinClusters = warehouse.MinNumClusters,
        MaxClusters = warehouse.MaxNumClusters,
        AutoStopMinutes = warehouse.AutoStopMins,
        CreatorUserName = warehouse.CreatorName,
    };
}
