using Microsoft.Extensions.Configuration;

namespace DbxServerless.Collector.Settings;

/// <summary>
/// The variables of Databricks' unified authentication, as its SDKs and its command line read them: one workspace, when no other is named by
/// <c>Workspaces__…__Host</c>; what has no such variable is set by <c>Workspaces__0__…</c>. The <c>ARM_…</c> ones are the identity when no <c>DATABRICKS_…</c> one is.
/// </summary>
internal static class DatabricksVariables
{
    public const string Host = "DATABRICKS_HOST";
    public const string ResourceId = "DATABRICKS_AZURE_RESOURCE_ID";

    private static readonly Dictionary<string, string> Common = new()
    {
        [nameof(WorkspaceOptions.Host)] = Host,
        [nameof(WorkspaceOptions.WarehouseId)] = "DATABRICKS_WAREHOUSE_ID",
        [nameof(WorkspaceOptions.AzureResourceId)] = ResourceId,
    };

    private static readonly Dictionary<string, string> Databricks = new()
    {
        [nameof(WorkspaceOptions.ClientId)] = "DATABRICKS_CLIENT_ID",
        [nameof(WorkspaceOptions.ClientSecret)] = "DATABRICKS_CLIENT_SECRET",
        [nameof(WorkspaceOptions.Token)] = "DATABRICKS_TOKEN",
    };

    private static readonly Dictionary<string, string> Azure = new()
    {
        [nameof(WorkspaceOptions.ClientId)] = "ARM_CLIENT_ID",
        [nameof(WorkspaceOptions.ClientSecret)] = "ARM_CLIENT_SECRET",
        [nameof(WorkspaceOptions.TenantId)] = "ARM_TENANT_ID",
    };

    public static void Read(IConfiguration configuration, CollectorOptions options)
    {
        var given = Common.Values.Concat(Databricks.Values).Where(IsSet).ToList();
        if (given.Count == 0)
            return;
        if (options.Workspaces.Count > 1 || options.Workspaces.Any(workspace => !string.IsNullOrWhiteSpace(workspace.Host)))
        {
            options.ReadingProblems.Add(
                $"Both {string.Join(", ", given)} and {options.Workspaces[0].SettingPrefix}Host name a workspace; remove {(given.Count == 1 ? "it" : "them")}, " +
                $"or {options.Workspaces[0].SettingPrefix}….");
            return;
        }

        if (options.Workspaces.Count == 0)
            options.Workspaces.Add(new WorkspaceOptions { SettingPrefix = "Workspaces__0__" });
        var workspace = options.Workspaces[0];
        workspace.Variables = Common.Concat(Databricks.Values.Any(IsSet) ? Databricks : Azure).ToDictionary();
        workspace.Host = Value(nameof(WorkspaceOptions.Host)) ?? "";
        workspace.WarehouseId = Value(nameof(WorkspaceOptions.WarehouseId)) ?? workspace.WarehouseId;
        workspace.AzureResourceId = Value(nameof(WorkspaceOptions.AzureResourceId)) ?? workspace.AzureResourceId;
        workspace.ClientId = Value(nameof(WorkspaceOptions.ClientId)) ?? workspace.ClientId;
        workspace.ClientSecret = Value(nameof(WorkspaceOptions.ClientSecret)) ?? workspace.ClientSecret;
        workspace.TenantId = Value(nameof(WorkspaceOptions.TenantId)) ?? workspace.TenantId;
        workspace.Token = Value(nameof(WorkspaceOptions.Token)) ?? workspace.Token;

        bool IsSet(string variable) => !string.IsNullOrWhiteSpace(configuration[variable]);

        string? Value(string setting) => workspace.Variables.TryGetValue(setting, out var variable) && IsSet(variable) ? configuration[variable] : null;
    }
}
