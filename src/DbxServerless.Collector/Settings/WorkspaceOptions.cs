using System.ComponentModel.DataAnnotations;

namespace DbxServerless.Collector.Settings;

/// <summary>One watched workspace.</summary>
public sealed class WorkspaceOptions
{
    /// <summary>Address of the workspace, <c>adb-1234567890123456.7.azuredatabricks.net</c>, with or without <c>https://</c>.</summary>
    public string Host { get; set; } = "";

    /// <summary>Short name for scopes and folders; the host's first label when empty.</summary>
    public string? Name { get; set; }

    /// <summary>Databricks workspace id; found in the host name of Azure workspaces when empty.</summary>
    public string? WorkspaceId { get; set; }

    /// <summary>Region; workspaces of one region share one reader for regional system tables.</summary>
    public string Region { get; set; } = "default";

    /// <summary>Reads regional tables for its region. The first workspace of a region that has a warehouse does when none is designated.</summary>
    public bool RegionReader { get; set; }

    /// <summary>Reads account tables. The first workspace that has a warehouse does when none is designated.</summary>
    public bool AccountReader { get; set; }

    /// <summary>SQL warehouse id, or its HTTP path.</summary>
    public string? WarehouseId { get; set; }

    /// <summary>Application id of a service principal; alone, that of a user-assigned managed identity.</summary>
    public string? ClientId { get; set; }

    /// <summary>Databricks OAuth secret of the service principal; with a tenant id its Entra secret.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Entra tenant of the service principal.</summary>
    public string? TenantId { get; set; }

    /// <summary>Personal access token, where there is no service principal.</summary>
    public string? Token { get; set; }

    /// <summary>Azure resource id of the workspace, needed while the identity is not yet a member of it.</summary>
    public string? AzureResourceId { get; set; }

    /// <summary>Requests a second that this collector may send to the workspace.</summary>
    [Range(0.01, 1000)]
    public double RequestsPerSecond { get; set; } = 10;

    /// <summary>Name of the sink that takes this workspace's records; empty for the default one.</summary>
    public string? Sink { get; set; }

    /// <summary>How the names of this workspace's settings begin, for messages.</summary>
    internal string SettingPrefix { get; set; } = "Workspaces__N__";

    /// <summary>The variables that the settings came from, when they are Databricks' own.</summary>
    internal IReadOnlyDictionary<string, string>? Variables { get; set; }

    /// <summary>The environment variable of one of the properties.</summary>
    internal string Setting(string property) => Variables?.GetValueOrDefault(property) ?? SettingPrefix + property;
}
