namespace DbxServerless.Databricks.Workspaces;

/// <summary>The answer of <c>GET /api/2.0/workspace/list</c>; an empty folder has no objects at all.</summary>
internal sealed record WorkspaceListing
{
    public IReadOnlyList<WorkspaceObject> Objects { get; init => field = value ?? []; } = [];
}
