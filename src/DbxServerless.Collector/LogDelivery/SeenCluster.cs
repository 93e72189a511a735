namespace DbxServerless.Collector.LogDelivery;

/// <summary>A classic cluster as its workspace shows it. Source: <c>GET /api/2.1/clusters/list</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Destination">Where it delivers its logs, or null when it does not.</param>
internal sealed record SeenCluster(string? Name, string? Destination);
