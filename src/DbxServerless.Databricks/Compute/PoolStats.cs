namespace DbxServerless.Databricks.Compute;

/// <summary>What the instances of a pool are doing.</summary>
public sealed record PoolStats
{
    public int UsedCount { get; init; }

    public int IdleCount { get; init; }

    public int PendingUsedCount { get; init; }

    public int PendingIdleCount { get; init; }
}
