namespace DbxServerless.Databricks.Clusters;

/// <summary>Something that happened to a cluster. It has no id: cluster, time and type tell one from another.</summary>
public sealed record ClusterEvent
{
    public string ClusterId { get; init => field = value ?? ""; } = "";

    /// <summary>Milliseconds since 1970.</summary>
    public long Timestamp { get; init; }

    /// <summary>CREATING, RESIZING, NODES_LOST, TERMINATING …</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    public ClusterEventDetails Details { get; init => field = value ?? new(); } = new();
}
