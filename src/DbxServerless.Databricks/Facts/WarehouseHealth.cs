namespace DbxServerless.Databricks;

/// <summary>How a SQL warehouse is.</summary>
public sealed record WarehouseHealth
{
    /// <summary>HEALTHY, DEGRADED or FAILED.</summary>
    public string? Status { get; init; }

    /// <summary>What is wrong, in a few words.</summary>
    public string? Summary { get; init; }
}
