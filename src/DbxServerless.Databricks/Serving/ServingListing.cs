namespace DbxServerless.Databricks.Serving;

/// <summary>The answer of <c>GET /api/2.0/serving-endpoints</c>.</summary>
internal sealed record ServingListing
{
    public IReadOnlyList<ServingEndpoint> Endpoints { get; init => field = value ?? []; } = [];
}
