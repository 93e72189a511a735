namespace DbxServerless.Databricks.Workspaces;

/// <summary>An object of a workspace.</summary>
public sealed record WorkspaceObject
{
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>NOTEBOOK, DIRECTORY, LIBRARY, FILE, REPO or DASHBOARD.</summary>
    public string ObjectType { get; init => field = value ?? ""; } = "";

    /// <summary>Bytes, where that is told.</summary>
    public long Size { get; init; }
}
