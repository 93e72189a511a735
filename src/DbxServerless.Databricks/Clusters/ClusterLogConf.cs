using System.Text.Json.Serialization;

namespace DbxServerless.Databricks.Clusters;

/// <summary>Where a cluster delivers its logs; one of the two is there.</summary>
public sealed record ClusterLogConf
{
    public ClusterLogDestination? Dbfs { get; init; }

    public ClusterLogDestination? Volumes { get; init; }

    /// <summary>The folder, of whichever it is; null when none is named that can be read.</summary>
    [JsonIgnore]
    public string? Destination => Dbfs?.Destination ?? Volumes?.Destination;
}
