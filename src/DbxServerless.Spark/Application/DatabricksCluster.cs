using System.Globalization;

namespace DbxServerless.Spark.Application;

/// <summary>What the Spark properties say about the Databricks cluster. Fields are null when the log does not say.</summary>
public sealed record DatabricksCluster
{
    private const string Tags = "spark.databricks.clusterUsageTags.";

    public string? ClusterId { get; init; }

    public string? ClusterName { get; init; }

    /// <summary>Workspace id.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>Runtime, for example <c>13.3.x-photon-scala2.12</c>.</summary>
    public string? RuntimeVersion { get; init; }

    public string? CloudProvider { get; init; }

    public string? Region { get; init; }

    public string? NodeType { get; init; }

    public string? DriverNodeType { get; init; }

    public int? Workers { get; init; }

    internal static DatabricksCluster? From(IReadOnlyDictionary<string, string> sparkProperties)
    {
        string? Tag(string name) => sparkProperties.GetValueOrDefault(Tags + name);
        return Tag("clusterId") is null && Tag("sparkVersion") is null
            ? null
            : new DatabricksCluster
            {
                ClusterId = Tag("clusterId"),
                ClusterName = Tag("clusterName"),
                WorkspaceId = Tag("orgId"),
                RuntimeVersion = Tag("sparkVersion"),
                CloudProvider = Tag("cloudProvider"),
                Region = Tag("region"),
                NodeType = Tag("clusterNodeType"),
                DriverNodeType = Tag("driverNodeType"),
                Workers = int.TryParse(Tag("clusterWorkers"), NumberStyles.None, CultureInfo.InvariantCulture, out var workers) ? workers : null,
            };
    }
}
