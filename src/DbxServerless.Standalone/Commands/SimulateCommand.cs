using System.CommandLine;
using DbxServerless.Simulator;
using DbxServerless.Simulator.Logs;
using DbxServerless.Standalone.CommandLine;
using DbxServerless.Standalone.Hosting;
using Spectre.Console;

namespace DbxServerless.Standalone.Commands;

/// <summary><c>simulate</c>: serves the simulated workspace alone, for a collector in another process.</summary>
internal static class SimulateCommand
{
    private const int DefaultPort = 9977;

    public static Command New()
    {
        var port = new Option<int>("--port")
        {
            Description = "Port of the simulated workspace; 0 takes a free one.",
            DefaultValueFactory = _ => DefaultPort,
            HelpName = "PORT",
        }.WithinPorts();
        var logs = new Option<string>("--logs")
        {
            Description = "Where its clusters deliver their logs to: a folder of DBFS, or a volume like /Volumes/main/ops/logs.",
            DefaultValueFactory = _ => new LogOptions().Destination,
            HelpName = "DESTINATION",
        };
        logs.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !IsDestination(token.Value))
                result.AddError($"--logs is '{token.Value}': give a folder of DBFS, like dbfs:/cluster-logs, or of a volume, like /Volumes/main/ops/logs.");
        });
        var command = new Command("simulate", "Serves a simulated Databricks workspace until it is stopped, for a collector in another process: the Functions app on your machine.") { port, logs };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(port), parsed.GetValue(logs)!));
        return command;
    }

    private static bool IsDestination(string text) =>
        text.StartsWith("dbfs:/", StringComparison.Ordinal) ? text.Trim('/').Length > "dbfs:/".Length : text.Split('/') is ["", "Volumes", not "", not "", not "", ..];

    private static async Task<int> RunAsync(int port, string logs)
    {
        using var signals = new StopSignals();
        await using var workspace = await SimulatedWorkspace.StartAsync(new SimulatorOptions { Port = port, Logs = new LogOptions { Destination = logs } }, signals.Token);
        var options = workspace.Options;
        Terminal.Output.WriteLine($"DATABRICKS_HOST={workspace.Url.AbsoluteUri.TrimEnd('/')} DATABRICKS_TOKEN={options.Token} DATABRICKS_WAREHOUSE_ID={options.Warehouse.Id}");
        Terminal.Output.WriteLine("Stop with Ctrl-C.");
        var stopped = new TaskCompletionSource();
        await using var registration = signals.Token.Register(stopped.SetResult);
        await stopped.Task;
        return ExitCode.Success;
    }
}
