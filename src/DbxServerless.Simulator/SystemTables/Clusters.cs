using System.Globalization;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary><c>system.compute.clusters</c>: a row for each version of a classic cluster.</summary>
public sealed class Clusters(TableSource source) : SystemTable<ClustersRow>(source)
{
    public override string Name => "compute.clusters";

    protected override IEnumerable<Shown<ClustersRow>> Of(HistoryDay day) => day.ClusterVersions.Select(version => new Shown<ClustersRow>(Row(version),
        version.ChangeTime + Delay(Source.Options.Lakeflow, version.Cluster.ClusterId, version.ChangeTime.Ticks.ToString(CultureInfo.InvariantCulture))));

    private ClustersRow Row(ClusterVersion version)
    {
        var cluster = version.Cluster;
        return new ClustersRow
        {
            AccountId = Source.History.AccountId,
            WorkspaceId = cluster.WorkspaceId,
            ClusterId = cluster.ClusterId,
            ClusterName = cluster.Name,
            OwnedBy = cluster.Source == "UI" ? "platform@contoso.example" : "etl@contoso.example",
            CreateTime = cluster.Created,
            DeleteTime = version.IsDeletion ? version.ChangeTime : null,
            DriverNodeType = cluster.NodeType,
            WorkerNodeType = cluster.NodeType,
            WorkerCount = cluster.Scales ? null : cluster.Workers,
            MinAutoscaleWorkers = cluster.Scales ? 1 : null,
            MaxAutoscaleWorkers = cluster.Scales ? cluster.Workers : null,
            AutoTerminationMinutes = version.AutoTerminationMinutes,
            EnableElasticDisk = true,
            Tags = cluster.Source == "UI" ? new Dictionary<string, string> { ["cost_center"] = "4711" } : new Dictionary<string, string>(),
            ClusterSource = cluster.Source,
            InitScripts = [],
            AzureAttributes = cluster.Workers % 2 == 0 ? new AzureAttributes(1, "ON_DEMAND_AZURE", -1) : new AzureAttributes(2, "SPOT_WITH_FALLBACK_AZURE", -1),
            DbrVersion = "16.4.x-scala2.12",
            ChangeTime = version.ChangeTime,
            ChangeDate = DateOnly.FromDateTime(version.ChangeTime.UtcDateTime),
            DataSecurityMode = cluster.Source == "UI" ? "USER_ISOLATION" : "SINGLE_USER",
        };
    }
}
