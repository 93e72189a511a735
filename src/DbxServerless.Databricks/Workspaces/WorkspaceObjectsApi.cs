using System.Globalization;

namespace DbxServerless.Databricks.Workspaces;

/// <summary>Notebooks, folders and other objects of a workspace. Every method throws <see cref="DatabricksException"/>.</summary>
public sealed class WorkspaceObjectsApi
{
    private readonly RestClient _rest;

    internal WorkspaceObjectsApi(RestClient rest) => _rest = rest;

    /// <summary>What is directly in a folder (<c>GET /api/2.0/workspace/list</c>); what the principal may not see is not there.</summary>
    /// <param name="notebooksModifiedAfter">Leaves out the notebooks that were not modified since.</param>
    public async Task<IReadOnlyList<WorkspaceObject>> ListAsync(string path, DateTimeOffset? notebooksModifiedAfter, CancellationToken cancellationToken)
    {
        var since = notebooksModifiedAfter is { } instant ? string.Create(CultureInfo.InvariantCulture, $"&notebooks_modified_after={instant.ToUnixTimeMilliseconds()}") : "";
        return (await _rest.GetAsync($"/api/2.0/workspace/list?path={Uri.EscapeDataString(path)}{since}", WorkspacesJson.Default.WorkspaceListing, cancellationToken)).Objects;
    }
}
