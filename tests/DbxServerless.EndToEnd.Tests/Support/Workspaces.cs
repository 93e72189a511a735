using DbxServerless.Collector.Datasets;
using DbxServerless.Simulator;
using DbxServerless.Simulator.Answers;

namespace DbxServerless.EndToEnd.Tests.Support;

/// <summary>Simulated workspaces and the settings that reach them.</summary>
internal static class Workspaces
{
    public static Task<SimulatedWorkspace> StartAsync(SimulatorOptions? options = null) =>
        SimulatedWorkspace.StartAsync(options ?? new SimulatorOptions { Days = 3 }, CancellationToken.None);

    /// <summary>The datasets that the simulated workspace has an answer for; the others are switched off in the settings below.</summary>
    public static IReadOnlyList<DatasetInfo> Answered { get; } =
    [
        .. DatasetCatalog.Product.Datasets
            .Where(dataset => dataset.Statements.Keys.All(statement => Answers.Contains((dataset.Info.Name, statement))))
            .Select(dataset => dataset.Info),
    ];

    private static IReadOnlySet<(string, string)> Answers => field ??= new AnswerCatalog().Statements.ToHashSet();

    /// <summary>Environment variables for the simulated workspace, with its service principal.</summary>
    public static Dictionary<string, string> Settings(this SimulatedWorkspace workspace) => new(Unanswered)
    {
        ["DATABRICKS_HOST"] = workspace.Url.AbsoluteUri,
        ["DATABRICKS_WAREHOUSE_ID"] = workspace.Options.Warehouse.Id,
        ["DATABRICKS_CLIENT_ID"] = workspace.Options.ClientId,
        ["DATABRICKS_CLIENT_SECRET"] = workspace.Options.ClientSecret,
    };

    /// <summary>The same with the personal access token.</summary>
    public static Dictionary<string, string> TokenSettings(this SimulatedWorkspace workspace) => new(Unanswered)
    {
        ["DATABRICKS_HOST"] = workspace.Url.AbsoluteUri,
        ["DATABRICKS_WAREHOUSE_ID"] = workspace.Options.Warehouse.Id,
        ["DATABRICKS_TOKEN"] = workspace.Options.Token,
    };

    private static Dictionary<string, string> Unanswered => DatasetCatalog.Product.Datasets.Select(dataset => dataset.Info)
        .Except(Answered).ToDictionary(info => $"Datasets__{info.Name}__Enabled", _ => "false");
}
