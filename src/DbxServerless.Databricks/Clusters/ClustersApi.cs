namespace DbxServerless.Databricks.Clusters;

/// <summary>Classic clusters (<c>/api/2.1/clusters</c>). Every method throws <see cref="DatabricksException"/>.</summary>
public sealed class ClustersApi
{
    private const int ClustersAPage = 100;
    private const int EventsAPage = 500;

    private readonly RestClient _rest;

    internal ClustersApi(RestClient rest) => _rest = rest;

    /// <summary>Clusters that run, are pinned, or ended in the last 30 days (<c>GET /api/2.1/clusters/list</c>).</summary>
    /// <param name="states">Only those in one of these states; none is all.</param>
    public IAsyncEnumerable<Cluster> ListAsync(IReadOnlyList<string> states, CancellationToken cancellationToken) => _rest.ListAsync(
        $"/api/2.1/clusters/list?page_size={ClustersAPage}{string.Concat(states.Select(state => $"&filter_by.cluster_states={Uri.EscapeDataString(state)}"))}",
        ClustersJson.Default.ClusterPage, page => page.Clusters, page => page.NextPageToken, cancellationToken);

    /// <summary>One cluster, up to 60 days after its end (<c>GET /api/2.1/clusters/get</c>).</summary>
    public Task<Cluster> GetAsync(string clusterId, CancellationToken cancellationToken) =>
        _rest.GetAsync($"/api/2.1/clusters/get?cluster_id={Uri.EscapeDataString(clusterId)}", ClustersJson.Default.Cluster, cancellationToken);

    /// <summary>What happened to a cluster since an instant, oldest first (<c>POST /api/2.1/clusters/events</c>, which only reads).</summary>
    /// <param name="types">Only these types; none is all.</param>
    public IAsyncEnumerable<ClusterEvent> ListEventsAsync(
        string clusterId, DateTimeOffset from, IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        var first = new ClusterEventsRequest
        {
            ClusterId = clusterId,
            StartTime = from.ToUnixTimeMilliseconds(),
            Order = "ASC",
            EventTypes = types.Count == 0 ? null : types,
            PageSize = EventsAPage,
        };
        return _rest.ListByPostAsync(
            "/api/2.1/clusters/events", first, ClustersJson.Default.ClusterEventsRequest, ClustersJson.Default.ClusterEventPage, page => page.Events,
            page => string.IsNullOrEmpty(page.NextPageToken) ? null : first with { PageToken = page.NextPageToken }, cancellationToken);
    }
}
