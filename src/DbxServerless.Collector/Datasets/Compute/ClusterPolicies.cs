using System.Text.Json;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Compute;

/// <summary>The cluster policies that the identity may use.</summary>
public sealed class ClusterPolicies : RestDataset<ClusterPolicy>
{
    private const string AnyType = "any";

    private static readonly MetricFamily Total = new(
        "databricks_policies_count", MetricType.Gauge, "Cluster policies that the identity may see.", "workspace_id")
    {
        OpenTelemetryName = "databricks.policies.count",
        OpenTelemetryUnit = "{policy}",
    };

    private static readonly MetricFamily ByType = new(
        "databricks_policies_by_type", MetricType.Gauge, "Cluster policies by the type of cluster that they are for: all-purpose, job, dlt, or any.", "workspace_id", "type")
    {
        OpenTelemetryName = "databricks.policies.by_type",
        OpenTelemetryUnit = "{policy}",
    };

    public override DatasetInfo Info { get; } = new(
        "cluster_policies", "DbxClusterPolicies", ScopeKind.Workspace, ScheduleGroup.Regular, DatasetKind.State, "Cluster policies and what they are for.")
    {
        Endpoints = ["GET /api/2.0/policies/clusters/list"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Total, ByType];

    protected override async Task<RestReading<ClusterPolicy>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var policies = (await context.Reader.Compute.ListPoliciesAsync(cancellationToken)).DistinctBy(policy => policy.PolicyId).Select(policy => new ClusterPolicy
        {
            WorkspaceId = workspace,
            PolicyId = policy.PolicyId,
            PolicyName = policy.Name,
            ClusterType = TypeOf(policy.Definition),
            PolicyFamilyId = policy.PolicyFamilyId,
            IsDefault = policy.IsDefault,
            MaxClustersPerUser = policy.MaxClustersPerUser,
            CreatorUserName = policy.CreatorUserName,
            CreateTime = Instants.Of(policy.CreatedAtTimestamp),
        }).ToList();
        return new RestReading<ClusterPolicy>(
            policies,
            [
                Total.Sample(policies.Count, workspace),
                .. policies.GroupBy(policy => policy.ClusterType).Select(type => ByType.Sample(type.Count(), workspace, type.Key)),
            ]);
    }

    protected override IReadOnlyList<string> Key(ClusterPolicy record) => [record.WorkspaceId, record.PolicyId];

    protected override DateTimeOffset EventTime(ClusterPolicy record) => record.CreateTime ?? DateTimeOffset.UnixEpoch;

    // {"cluster_type": {"type": "fixed", "value": "dlt"}, …}
    private static string TypeOf(string? definition)
    {
        if (string.IsNullOrEmpty(definition))
            return AnyType;
        try
        {
            using var json = JsonDocument.Parse(definition);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("cluster_type", out var type) && type.ValueKind == JsonValueKind.Object
                && type.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } name
                    ? name
                    : AnyType;
        }
        catch (JsonException)
        {
            return AnyType;
        }
    }
}
