namespace DbxServerless.Databricks.Compute;

/// <summary>Cluster policies and instance pools. Both lists come whole. Every method throws <see cref="DatabricksException"/>.</summary>
public sealed class ComputeApi
{
    private readonly RestClient _rest;

    internal ComputeApi(RestClient rest) => _rest = rest;

    /// <summary>The policies that the principal may use (<c>GET /api/2.0/policies/clusters/list</c>).</summary>
    public async Task<IReadOnlyList<ClusterPolicy>> ListPoliciesAsync(CancellationToken cancellationToken) =>
        (await _rest.GetAsync("/api/2.0/policies/clusters/list", ComputeJson.Default.PolicyListing, cancellationToken)).Policies;

    /// <summary>The pools that the principal may attach to (<c>GET /api/2.0/instance-pools/list</c>).</summary>
    public async Task<IReadOnlyList<InstancePool>> ListPoolsAsync(CancellationToken cancellationToken) =>
        (await _rest.GetAsync("/api/2.0/instance-pools/list", ComputeJson.Default.PoolListing, cancellationToken)).InstancePools;
}
