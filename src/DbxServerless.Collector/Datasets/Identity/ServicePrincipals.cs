using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks.Scim;

namespace DbxServerless.Collector.Datasets.Identity;

/// <summary>The service principals of a workspace.</summary>
public sealed class ServicePrincipals : ScimDataset<ScimServicePrincipal, ServicePrincipal>
{
    private static readonly MetricFamily Total = new(
        "databricks_service_principals", MetricType.Gauge, "Service principals of the workspace by status, active or inactive.", "workspace_id", "status")
    {
        OpenTelemetryName = "databricks.service_principals.count",
        OpenTelemetryUnit = "{principal}",
    };

    public override DatasetInfo Info { get; } = new(
        "service_principals", "DbxServicePrincipals", ScopeKind.Workspace, ScheduleGroup.Regular, DatasetKind.State,
        "Service principals of the workspace with their groups and entitlements.")
    {
        Endpoints = ["GET /api/2.0/preview/scim/v2/ServicePrincipals"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Total];

    protected override ScimCollection<ScimServicePrincipal> Of(ScimApi scim) => scim.ServicePrincipals;

    protected override ServicePrincipal Record(ScimServicePrincipal resource, string workspaceId) => new()
    {
        WorkspaceId = workspaceId,
        ServicePrincipalId = resource.Id,
        ApplicationId = resource.ApplicationId,
        ServicePrincipalName = resource.DisplayName,
        Status = MemberStatus.Of(resource.Active),
        Groups = Names(resource.Groups),
        Entitlements = Names(resource.Entitlements),
    };

    protected override IReadOnlyDictionary<string, int> Count(IReadOnlyList<ServicePrincipal> records) =>
        MemberStatus.Count([.. records.Select(principal => principal.Status)]);

    protected override IEnumerable<Sample> Measure(IReadOnlyDictionary<string, int> counts, string workspaceId) =>
        counts.Select(count => Total.Sample(count.Value, workspaceId, count.Key));

    protected override IReadOnlyList<string> Key(ServicePrincipal record) => [record.WorkspaceId, record.ServicePrincipalId];
}
