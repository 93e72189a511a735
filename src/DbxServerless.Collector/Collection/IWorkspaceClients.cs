using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Collection;

/// <summary>The clients of the watched workspaces, one for each and process.</summary>
public interface IWorkspaceClients
{
    /// <exception cref="DatabricksException">A setting of the workspace is missing or wrong.</exception>
    WorkspaceClient For(WorkspaceOptions workspace);
}
