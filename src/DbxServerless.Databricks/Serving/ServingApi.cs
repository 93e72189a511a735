namespace DbxServerless.Databricks.Serving;

/// <summary>Model serving endpoints. Every method throws <see cref="DatabricksException"/>.</summary>
public sealed class ServingApi
{
    private readonly RestClient _rest;

    internal ServingApi(RestClient rest) => _rest = rest;

    /// <summary>The endpoints (<c>GET /api/2.0/serving-endpoints</c>), which come whole.</summary>
    public async Task<IReadOnlyList<ServingEndpoint>> ListAsync(CancellationToken cancellationToken) =>
        (await _rest.GetAsync("/api/2.0/serving-endpoints", ServingJson.Default.ServingListing, cancellationToken)).Endpoints;

    /// <summary>What an endpoint did in the last minute, as Prometheus text (<c>GET /api/2.0/serving-endpoints/{name}/metrics</c>).</summary>
    public Task<string> GetMetricsAsync(string name, CancellationToken cancellationToken) =>
        _rest.GetTextAsync($"/api/2.0/serving-endpoints/{Uri.EscapeDataString(name)}/metrics", cancellationToken);
}
