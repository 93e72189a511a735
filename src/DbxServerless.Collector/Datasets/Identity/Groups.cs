using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks.Scim;

namespace DbxServerless.Collector.Datasets.Identity;

/// <summary>The groups of a workspace and how many members they have. Who they are is told by users and service principals.</summary>
public sealed class Groups : ScimDataset<ScimGroup, Group>
{
    private static readonly MetricFamily Total = new("databricks_groups_count", MetricType.Gauge, "Groups of the workspace.", "workspace_id")
    {
        OpenTelemetryName = "databricks.groups.count",
        OpenTelemetryUnit = "{group}",
    };

    private static readonly MetricFamily Members = new(
        "databricks_groups_members", MetricType.Gauge, "Direct members of a group; the largest groups, as many as the family has series.", "workspace_id", "group_name")
    {
        OpenTelemetryName = "databricks.groups.members",
        OpenTelemetryUnit = "{member}",
    };

    public override DatasetInfo Info { get; } = new(
        "groups", "DbxGroups", ScopeKind.Workspace, ScheduleGroup.Regular, DatasetKind.State, "Groups of the workspace with their numbers of members.")
    {
        Endpoints = ["GET /api/2.0/preview/scim/v2/Groups"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Total, Members];

    protected override ScimCollection<ScimGroup> Of(ScimApi scim) => scim.Groups;

    protected override Group Record(ScimGroup resource, string workspaceId) => new()
    {
        WorkspaceId = workspaceId,
        GroupId = resource.Id,
        GroupName = resource.DisplayName is { Length: > 0 } name ? name : resource.Id,
        ResourceType = resource.Meta?.ResourceType,
        Members = resource.Members.Count,
        Users = CountOf(resource, "Users/"),
        ServicePrincipals = CountOf(resource, "ServicePrincipals/"),
        Groups = CountOf(resource, "Groups/"),
        Entitlements = Names(resource.Entitlements),
    };

    // A workspace's own group may have the name of one of the account's: two groups, one series. The empty name holds how many groups there are.
    protected override IReadOnlyDictionary<string, int> Count(IReadOnlyList<Group> records)
    {
        var counts = records.GroupBy(group => group.GroupName).ToDictionary(groups => groups.Key, groups => groups.Sum(group => group.Members));
        counts[""] = records.Count;
        return counts;
    }

    protected override IEnumerable<Sample> Measure(IReadOnlyDictionary<string, int> counts, string workspaceId) =>
    [
        Total.Sample(counts[""], workspaceId),
        .. counts.Where(count => count.Key.Length > 0).Select(count => Members.Sample(count.Value, workspaceId, count.Key)),
    ];

    protected override IReadOnlyList<string> Key(Group record) => [record.WorkspaceId, record.GroupId];

    private static int CountOf(ScimGroup group, string kind) =>
        group.Members.Count(member => member.Reference?.Contains(kind, StringComparison.Ordinal) == true);
}
