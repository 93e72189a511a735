using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;

namespace DbxServerless.Collector.Collection;

/// <summary>
/// Which scopes there are, and which workspace reads for each: every workspace for itself, one workspace for its region, one for the account.
/// </summary>
public sealed class ScopePlan
{
    private readonly Dictionary<Scope, WorkspaceOptions> _readers = [];

    /// <exception cref="InvalidOperationException">Two workspaces have one name.</exception>
    public ScopePlan(CollectorOptions options)
    {
        foreach (var workspace in options.Workspaces)
        {
            var scope = new Scope(ScopeKind.Workspace, NameOf(workspace));
            if (!_readers.TryAdd(scope, workspace))
                throw new InvalidOperationException($"Two workspaces are named '{scope.Name}'. Give one another Workspaces__N__Name.");
        }

        foreach (var region in options.Workspaces.GroupBy(RegionOf))
            _readers.Add(new Scope(ScopeKind.Region, region.Key), Designated(region, workspace => workspace.RegionReader));
        if (options.Workspaces.Count > 0)
            _readers.Add(Scope.Account, Designated(options.Workspaces, workspace => workspace.AccountReader));
    }

    /// <summary>All scopes: workspaces, regions, the account.</summary>
    public IReadOnlyCollection<Scope> Scopes => _readers.Keys;

    /// <summary>The workspace that reads for a scope.</summary>
    /// <exception cref="InvalidOperationException">The settings have no such scope.</exception>
    public WorkspaceOptions ReaderOf(Scope scope) => _readers.GetValueOrDefault(scope)
        ?? throw new InvalidOperationException($"The settings have no scope '{scope}'. There are: {string.Join(", ", Scopes)}.");

    /// <summary>The workspace's short name, safe as a file name: the one from the settings, else the first label of its host.</summary>
    public static string NameOf(WorkspaceOptions workspace) => SafeName(
        string.IsNullOrWhiteSpace(workspace.Name) ? workspace.Host.Split("://")[^1].Split('.', ':', '/')[0] : workspace.Name);

    /// <summary>The workspace's region, safe as a file name.</summary>
    public static string RegionOf(WorkspaceOptions workspace) => SafeName(workspace.Region);

    // Without a designated one the first that can run SQL reads, because most of what is read for many is SQL.
    private static WorkspaceOptions Designated(IEnumerable<WorkspaceOptions> workspaces, Func<WorkspaceOptions, bool> isDesignated) =>
        workspaces.OrderBy(workspace => isDesignated(workspace) ? 0 : string.IsNullOrWhiteSpace(workspace.WarehouseId) ? 2 : 1).First();

    private static string SafeName(string name) =>
        string.Concat(name.Trim().ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-'));
}
