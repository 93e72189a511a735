namespace DbxServerless.Databricks;

internal static class Warehouses
{
    public static string Required(WorkspaceConnection connection) => connection.WarehouseId ?? throw Failures.Settings(
        "No SQL warehouse is configured.", "Set DATABRICKS_WAREHOUSE_ID to the id or the HTTP path that SQL Warehouses > the warehouse > Connection details shows.");
}
