using DbxServerless.Simulator;

namespace DbxServerless.EndToEnd.Tests.Support;

/// <summary>Simulated workspaces and the settings that reach them.</summary>
internal static class Workspaces
{
    // All of them in one pass, so that a collection has one result.
    private const string FoldersPerPass = "10000";

    // Ten in a second are what a test would wait for.
    private const string RequestsPerSecond = "1000";

    public static Task<SimulatedWorkspace> StartAsync(SimulatorOptions? options = null) =>
        SimulatedWorkspace.StartAsync(options ?? new SimulatorOptions { Days = 3 }, CancellationToken.None);

    /// <summary>Environment variables for the simulated workspace, with its service principal.</summary>
    public static Dictionary<string, string> Settings(this SimulatedWorkspace workspace) => new()
    {
        ["DATABRICKS_HOST"] = workspace.Url.AbsoluteUri,
        ["DATABRICKS_WAREHOUSE_ID"] = workspace.Options.Warehouse.Id,
        ["DATABRICKS_CLIENT_ID"] = workspace.Options.ClientId,
        ["DATABRICKS_CLIENT_SECRET"] = workspace.Options.ClientSecret,
        ["Limits__FoldersPerPass"] = FoldersPerPass,
        ["Workspaces__0__RequestsPerSecond"] = RequestsPerSecond,
        // The tests of the harvest switch it on.
        ["Harvest__Enabled"] = "false",
    };

    /// <summary>The same with the harvest.</summary>
    public static Dictionary<string, string> HarvestSettings(this SimulatedWorkspace workspace) => new(workspace.Settings()) { ["Harvest__Enabled"] = "true" };

    /// <summary>The same with the personal access token.</summary>
    public static Dictionary<string, string> TokenSettings(this SimulatedWorkspace workspace) => new()
    {
        ["DATABRICKS_HOST"] = workspace.Url.AbsoluteUri,
        ["DATABRICKS_WAREHOUSE_ID"] = workspace.Options.Warehouse.Id,
        ["DATABRICKS_TOKEN"] = workspace.Options.Token,
        ["Limits__FoldersPerPass"] = FoldersPerPass,
        ["Workspaces__0__RequestsPerSecond"] = RequestsPerSecond,
    };
}
