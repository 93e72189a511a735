namespace DbxServerless.Databricks.Compute;

/// <summary>A pool of instances that wait for clusters.</summary>
public sealed record InstancePool
{
    public string InstancePoolId { get; init => field = value ?? ""; } = "";

    public string? InstancePoolName { get; init; }

    public string? NodeTypeId { get; init; }

    /// <summary>ACTIVE, STOPPED or DELETED.</summary>
    public string? State { get; init; }

    public int MinIdleInstances { get; init; }

    /// <summary>0 is without limit.</summary>
    public int MaxCapacity { get; init; }

    public int IdleInstanceAutoterminationMinutes { get; init; }

    public PoolStats Stats { get; init => field = value ?? new(); } = new();
}
