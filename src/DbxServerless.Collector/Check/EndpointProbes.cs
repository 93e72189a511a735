namespace DbxServerless.Collector.Check;

/// <summary>The least that an endpoint can be asked for, to learn whether we may ask it. Endpoints that want to be told an id are left out.</summary>
internal static class EndpointProbes
{
    private const string Get = "GET ";

    private static readonly Dictionary<string, string> Queries = new(StringComparer.Ordinal)
    {
        ["/api/2.2/jobs/list"] = "?limit=1",
        ["/api/2.2/jobs/runs/list"] = "?limit=1",
        ["/api/2.1/clusters/list"] = "?page_size=1",
        ["/api/2.0/sql/warehouses"] = "",
        ["/api/2.0/pipelines"] = "?max_results=1",
        ["/api/2.0/token-management/tokens"] = "",
        ["/api/2.0/preview/scim/v2/Users"] = "?count=0",
        ["/api/2.0/preview/scim/v2/Groups"] = "?count=0",
        ["/api/2.0/preview/scim/v2/ServicePrincipals"] = "?count=0",
        ["/api/2.0/workspace/list"] = "?path=%2F",
        ["/api/2.0/dbfs/list"] = "?path=%2F",
        ["/api/2.0/policies/clusters/list"] = "",
        ["/api/2.0/instance-pools/list"] = "",
        ["/api/2.0/secrets/scopes/list"] = "",
        ["/api/2.0/serving-endpoints"] = "",
    };

    /// <returns>Path and query, or null when the endpoint cannot be tried.</returns>
    /// <param name="endpoint">As datasets name it: <c>GET /api/2.0/token-management/tokens</c>.</param>
    public static string? TargetOf(string endpoint) =>
        endpoint.StartsWith(Get, StringComparison.Ordinal) && Queries.TryGetValue(endpoint[Get.Length..], out var query) ? endpoint[Get.Length..] + query : null;
}
