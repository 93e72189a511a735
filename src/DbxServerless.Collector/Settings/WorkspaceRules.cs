using DbxServerless.Collector.Collection;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Settings;

/// <summary>Rules for each workspace, and between workspaces.</summary>
internal static class WorkspaceRules
{
    public static IEnumerable<string> Check(CollectorOptions options)
    {
        if (options.Workspaces.Count == 0)
            return ["No workspace is given; set DATABRICKS_HOST (and DATABRICKS_WAREHOUSE_ID) for one, or Workspaces__0__Host and so on for several."];
        return
        [
            .. options.Workspaces.SelectMany(workspace => Host(workspace).Concat(Identity(workspace)).Concat(WorkspaceId(workspace, options)).Concat(Sink(workspace))),
            .. Shared(options.Workspaces, ShortName, nameof(WorkspaceOptions.Name), "have the name", "give one of them another name"),
            .. Shared(options.Workspaces, HostName, nameof(WorkspaceOptions.Host), "are the same workspace", "remove one of them"),
        ];
    }

    private static IEnumerable<string> Host(WorkspaceOptions workspace)
    {
        if (string.IsNullOrWhiteSpace(workspace.Host))
            yield return $"{workspace.Setting(nameof(workspace.Host))} is missing; set it to the workspace's address, e.g. adb-1234567890123456.7.azuredatabricks.net.";
        else if (!WorkspaceHost.TryParse(workspace.Host, out _, out var error))
            yield return $"{workspace.Setting(nameof(workspace.Host))}: {error}";
    }

    private static IEnumerable<string> Identity(WorkspaceOptions workspace)
    {
        var (id, secret, token, tenant) = (workspace.Setting(nameof(workspace.ClientId)), workspace.Setting(nameof(workspace.ClientSecret)),
            workspace.Setting(nameof(workspace.Token)), workspace.Setting(nameof(workspace.TenantId)));
        if (Has(workspace.Token) && (Has(workspace.ClientId) || Has(workspace.ClientSecret)))
        {
            yield return $"{token} and {(Has(workspace.ClientId) ? id : secret)} are two identities; remove one of them.";
            yield break;
        }

        if (Has(workspace.ClientSecret) && !Has(workspace.ClientId))
            yield return $"{secret} is set without {id}; set {id} to the application id of the service principal that the secret belongs to.";
        if (Has(workspace.ClientSecret) && !Has(workspace.TenantId) && tenant == "ARM_TENANT_ID")
            yield return $"{secret} is set without {tenant}; set {tenant}, or use a Databricks OAuth secret in DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET.";
    }

    private static IEnumerable<string> WorkspaceId(WorkspaceOptions workspace, CollectorOptions options)
    {
        var setting = workspace.Setting(nameof(workspace.WorkspaceId));
        if (!Has(workspace.WorkspaceId))
        {
            if (options.OnlyConfiguredWorkspaces)
                yield return $"{setting} is missing, which OnlyConfiguredWorkspaces needs and the host does not tell; set it to the number after ?o= in the workspace's address.";
        }
        else if (!workspace.WorkspaceId!.All(char.IsAsciiDigit))
        {
            yield return $"{setting} is '{workspace.WorkspaceId}'; write the number after ?o= in the workspace's address.";
        }
        else if (SettingsReader.IdIn(workspace.Host) is { } id && id != workspace.WorkspaceId)
        {
            yield return $"{setting} is {workspace.WorkspaceId}, but {workspace.Setting(nameof(workspace.Host))} says {id}; remove it.";
        }
    }

    // The name is part of the names of settings, and in one process that of a folder.
    private static IEnumerable<string> Sink(WorkspaceOptions workspace)
    {
        if (workspace.Sink?.Trim() is { Length: > 0 } sink && !sink.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            yield return $"{workspace.Setting(nameof(workspace.Sink))} is '{workspace.Sink}'; name the sink with letters, digits, - and _ only.";
    }

    private static IEnumerable<string> Shared(
        IEnumerable<WorkspaceOptions> workspaces, Func<WorkspaceOptions, string?> by, string setting, string what, string mend) => workspaces
        .Where(workspace => by(workspace) is not null)
        .GroupBy(by)
        .Where(group => group.Count() > 1)
        .Select(group => $"{string.Join(" and ", group.Select(workspace => workspace.Setting(setting)))} {what} ({group.Key}); {mend}.");

    private static string? HostName(WorkspaceOptions workspace) =>
        WorkspaceHost.TryParse(workspace.Host, out var address, out _) ? address.Authority.ToLowerInvariant() : null;

    private static string? ShortName(WorkspaceOptions workspace) =>
        Has(workspace.Name) || HostName(workspace) is not null ? ScopePlan.NameOf(workspace) : null;

    private static bool Has(string? value) => !string.IsNullOrWhiteSpace(value);
}
