using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Workspaces;

/// <summary>The account's workspaces from <c>system.access.workspaces_latest</c>: the names that go with the ids.</summary>
public sealed class WorkspaceList : SqlDataset<WorkspaceEntry>
{
    public override DatasetInfo Info { get; } = new(
        "workspaces", "DbxWorkspaces", ScopeKind.Account, ScheduleGroup.Regular, DatasetKind.State, "Workspaces of the account.")
    {
        SystemTables = ["system.access.workspaces_latest"],
    };

    protected override string RecordsSql =>
        """
        SELECT workspace_id, workspace_name, workspace_url, status, create_time
        FROM system.access.workspaces_latest
        WHERE :workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id)
        """;

    protected override WorkspaceEntry Read(SqlRow row) => new()
    {
        WorkspaceId = row.RequiredText("workspace_id"),
        WorkspaceName = row.Text("workspace_name"),
        WorkspaceUrl = row.Text("workspace_url"),
        Status = row.Text("status"),
        CreateTime = row.RequiredTimestamp("create_time"),
    };

    protected override IReadOnlyList<string> Key(WorkspaceEntry record) => [record.WorkspaceId];

    protected override DateTimeOffset EventTime(WorkspaceEntry record) => record.CreateTime;
}
