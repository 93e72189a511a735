namespace DbxServerless.Databricks.Clusters;

/// <summary>Asks for the events of a cluster.</summary>
internal sealed record ClusterEventsRequest
{
    public required string ClusterId { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long StartTime { get; init; }

    /// <summary>ASC or DESC.</summary>
    public string? Order { get; init; }

    public IReadOnlyList<string>? EventTypes { get; init; }

    public int PageSize { get; init; }

    public string? PageToken { get; init; }
}
