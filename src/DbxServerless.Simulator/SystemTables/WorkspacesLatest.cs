namespace DbxServerless.Simulator.SystemTables;

/// <summary><c>system.access.workspaces_latest</c>.</summary>
public sealed class WorkspacesLatest(TableSource source) : SystemTable<WorkspacesLatestRow>(source)
{
    public override string Name => "access.workspaces_latest";

    protected override IEnumerable<Shown<WorkspacesLatestRow>> Always() => Source.History.Workspaces.Select(workspace => new Shown<WorkspacesLatestRow>(
        new WorkspacesLatestRow(Source.History.AccountId, workspace.WorkspaceId, workspace.Name, workspace.Url, workspace.CreateTime, workspace.Status),
        workspace.CreateTime));
}
