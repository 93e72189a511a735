using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks.Scim;

namespace DbxServerless.Collector.Datasets.Identity;

/// <summary>The users of a workspace.</summary>
public sealed class Users : ScimDataset<ScimUser, User>
{
    private static readonly MetricFamily Total = new(
        "databricks_users_count", MetricType.Gauge, "Users of the workspace by status, active or inactive.", "workspace_id", "status")
    {
        OpenTelemetryName = "databricks.users.count",
        OpenTelemetryUnit = "{user}",
    };

    public override DatasetInfo Info { get; } = new(
        "users", "DbxUsers", ScopeKind.Workspace, ScheduleGroup.Regular, DatasetKind.State, "Users of the workspace with their groups and entitlements.")
    {
        Endpoints = ["GET /api/2.0/preview/scim/v2/Users"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Total];

    protected override ScimCollection<ScimUser> Of(ScimApi scim) => scim.Users;

    protected override User Record(ScimUser resource, string workspaceId) => new()
    {
        WorkspaceId = workspaceId,
        UserId = resource.Id,
        UserName = resource.UserName,
        DisplayName = resource.DisplayName,
        Status = MemberStatus.Of(resource.Active),
        Groups = Names(resource.Groups),
        Entitlements = Names(resource.Entitlements),
    };

    protected override IReadOnlyDictionary<string, int> Count(IReadOnlyList<User> records) => MemberStatus.Count([.. records.Select(user => user.Status)]);

    protected override IEnumerable<Sample> Measure(IReadOnlyDictionary<string, int> counts, string workspaceId) =>
        counts.Select(count => Total.Sample(count.Value, workspaceId, count.Key));

    protected override IReadOnlyList<string> Key(User record) => [record.WorkspaceId, record.UserId];
}
