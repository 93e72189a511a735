namespace DbxServerless.Databricks.Compute;

/// <summary>The answer of <c>GET /api/2.0/policies/clusters/list</c>.</summary>
internal sealed record PolicyListing
{
    public IReadOnlyList<ClusterPolicy> Policies { get; init => field = value ?? []; } = [];
}
