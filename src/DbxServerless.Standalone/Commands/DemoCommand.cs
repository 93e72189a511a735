using System.CommandLine;
using DbxServerless.Simulator;
using DbxServerless.Standalone.CommandLine;
using DbxServerless.Standalone.Hosting;
using Microsoft.Extensions.Configuration;

namespace DbxServerless.Standalone.Commands;

/// <summary><c>demo</c>: collects from a workspace that is simulated inside the process, over real HTTP.</summary>
internal static class DemoCommand
{
    private const string DefaultFolder = "dbxserverless-data/demo";
    private const double FastestSpeed = 3600;

    public static Command New()
    {
        var (port, data) = (CollectorArguments.Port(), CollectorArguments.Data(DefaultFolder));
        var speed = new Option<double>("--speed")
        {
            Description = "How many seconds pass in the simulated world in one second: with 60 an hourly collection comes every minute.",
            DefaultValueFactory = _ => 1,
            HelpName = "N",
        }.Within(double.Epsilon, FastestSpeed, $"--speed must be above 0 and at most {FastestSpeed}.");
        var command = new Command("demo",
            "Starts a simulated Databricks workspace inside, collects from it over HTTP, and serves the result: no account is needed.\n" +
            "Look at http://localhost:9976/metrics, and at the records in the folder that it names.")
        {
            port, data, speed,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(port) ?? WebOptions.DefaultPort, parsed.GetValue(data)!, parsed.GetValue(speed)));
        return command;
    }

    private static async Task<int> RunAsync(int port, DirectoryInfo data, double speed)
    {
        using var signals = new StopSignals();
        var world = DemoWorld.Open(data, speed);
        await using var workspace = await SimulatedWorkspace.StartAsync(new SimulatorOptions { Time = world.Time, FirstDay = world.FirstDay }, signals.Token);
        try
        {
            return await CollectorHost.RunAsync(
                new CollectorPlan
                {
                    Settings = SettingsOf(workspace),
                    Data = data,
                    Web = new WebOptions { Port = port },
                    Time = world.Time,
                },
                signals.Token);
        }
        finally
        {
            world.Save();
        }
    }

    private static IConfiguration SettingsOf(SimulatedWorkspace workspace) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Workspaces:0:Name"] = "simulated",
        ["Workspaces:0:Host"] = workspace.Url.AbsoluteUri,
        ["Workspaces:0:WorkspaceId"] = workspace.Options.WorkspaceId,
        ["Workspaces:0:WarehouseId"] = workspace.Options.Warehouse.Id,
        ["Workspaces:0:ClientId"] = workspace.Options.ClientId,
        ["Workspaces:0:ClientSecret"] = workspace.Options.ClientSecret,
        ["Workspaces:0:RequestsPerSecond"] = "1000",
        // What machines cost in the simulated world; nowhere else is a price made up.
        ["Billing:VmHourPrices:Standard_D8ds_v5"] = "0.5",
        ["Billing:SpotVmHourPrices:Standard_D8ds_v5"] = "0.1",
        ["Billing:DbuHourPrices:Standard_D8ds_v5"] = "0.3",
        // A day of an accelerated clock would be over its ceiling within minutes, and nobody pays for this warehouse.
        ["Limits:WarehouseSecondsPerDay"] = "0",
    }).Build();
}
