using System.Globalization;
using System.Runtime.CompilerServices;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Collection;

/// <summary>
/// The id of the workspace that answers, which REST answers do not hold: from the settings, else asked of the workspace, once for each client.
/// </summary>
internal static class WorkspaceIds
{
    private static readonly ConditionalWeakTable<WorkspaceClient, string> Asked = [];

    public static async Task<string> OfAsync(CollectorOptions options, Scope scope, WorkspaceClient client, CancellationToken cancellationToken)
    {
        if (options.Workspaces.FirstOrDefault(workspace => ScopePlan.NameOf(workspace) == scope.Name)?.WorkspaceId is { Length: > 0 } given)
            return given;
        if (Asked.TryGetValue(client, out var known))
            return known;
        var id = (await client.Facts.GetMetastoreAsync(cancellationToken)).WorkspaceId;
        if (id <= 0)
        {
            throw new DatabricksException(
                DatabricksErrorKind.InvalidSettings, $"The workspace '{scope.Name}' does not tell its id.", "Set Workspaces__N__WorkspaceId to the number after ?o= in its address.");
        }

        var text = id.ToString(CultureInfo.InvariantCulture);
        Asked.AddOrUpdate(client, text);
        return text;
    }
}
