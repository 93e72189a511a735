using System.CommandLine;
using DbxServerless.Standalone.Hosting;

namespace DbxServerless.Standalone.Commands;

/// <summary><c>run</c>: collects from real workspaces.</summary>
internal static class RunCommand
{
    public const string DefaultFolder = "dbxserverless-data/run";

    public static Command New()
    {
        var (port, data, settings) = (CollectorArguments.Port(), CollectorArguments.Data(DefaultFolder), SettingsFile.NewOption());
        var once = new Option<bool>("--once") { Description = "Collect everything once and end; serves no page. Exit code 0 only if all that is not switched off was collected." };
        var command = new Command("run",
            "Collects from the configured workspaces on their schedules, serves /metrics, and appends records to files of JSON lines.\n" +
            "For one workspace set DATABRICKS_HOST, DATABRICKS_WAREHOUSE_ID, and DATABRICKS_CLIENT_ID with DATABRICKS_CLIENT_SECRET\n" +
            "(or DATABRICKS_TOKEN, or a managed identity). 'check' tells whether that suffices.")
        {
            port, data, settings, once,
        };
        command.SetAction(async (parsed, _) =>
        {
            var configuration = SettingsFile.Load(parsed.GetValue(settings));
            using var signals = new StopSignals();
            return await CollectorHost.RunAsync(
                new CollectorPlan
                {
                    Settings = configuration,
                    Data = parsed.GetValue(data)!,
                    Web = parsed.GetValue(once) ? null : WebOptions.From(configuration, parsed.GetValue(port)),
                    Once = parsed.GetValue(once),
                },
                signals.Token);
        });
        return command;
    }
}
