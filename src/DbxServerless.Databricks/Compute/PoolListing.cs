namespace DbxServerless.Databricks.Compute;

/// <summary>The answer of <c>GET /api/2.0/instance-pools/list</c>.</summary>
internal sealed record PoolListing
{
    public IReadOnlyList<InstancePool> InstancePools { get; init => field = value ?? []; } = [];
}
