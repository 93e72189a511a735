using System.Text.Json.Serialization;

namespace DbxServerless.Databricks;

/// <summary>A SQL warehouse as <c>GET /api/2.0/sql/warehouses/{id}</c> describes it. Unknown states stay as they came.</summary>
public sealed record Warehouse
{
    public string Id { get; init => field = value ?? ""; } = "";

    public string? Name { get; init; }

    /// <summary>STARTING, RUNNING, STOPPING, STOPPED, DELETING or DELETED.</summary>
    public string? State { get; init; }

    /// <summary>The size by its name, e.g. <c>2X-Small</c>.</summary>
    public string? ClusterSize { get; init; }

    /// <summary>Minutes of idleness before it stops; 0 is never.</summary>
    public int AutoStopMins { get; init; }

    public int MinNumClusters { get; init; }

    public int MaxNumClusters { get; init; }

    /// <summary>Clusters that run.</summary>
    public int NumClusters { get; init; }

    public WarehouseHealth? Health { get; init; }

    public string? CreatorName { get; init; }

    [JsonPropertyName("enable_serverless_compute")]
    public bool Serverless { get; init; }

    /// <summary>CLASSIC or PRO.</summary>
    public string? WarehouseType { get; init; }

    /// <summary>The id in what people copy: the id itself, an HTTP path, or the address of the warehouse's page. Null when there is none.</summary>
    public static string? IdFrom(string? text)
    {
        var trimmed = (text ?? "").Trim().Trim('"', '\'').Split('?', '#')[0].Trim().TrimEnd('/');
        var id = trimmed[(trimmed.LastIndexOf('/') + 1)..];
        return id.Length == 0 ? null : id;
    }
}
