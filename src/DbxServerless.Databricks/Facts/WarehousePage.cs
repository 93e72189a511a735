namespace DbxServerless.Databricks;

/// <summary>A page of <c>GET /api/2.0/sql/warehouses</c>.</summary>
public sealed record WarehousePage
{
    public IReadOnlyList<Warehouse> Warehouses { get; init => field = value ?? []; } = [];

    public string? NextPageToken { get; init; }
}
