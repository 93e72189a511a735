using System.CommandLine;
using DbxServerless.Collector.Harvest;
using DbxServerless.Standalone.CommandLine;
using DbxServerless.Standalone.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace DbxServerless.Standalone.Commands;

/// <summary><c>reanalyze</c>: runs today's rules over archived logs.</summary>
internal static class ReanalyzeCommand
{
    public static Command New()
    {
        var (data, settings) = (CollectorArguments.Data(RunCommand.DefaultFolder), SettingsFile.NewOption());
        var since = new Option<DateOnly>("--since") { Description = "Runs that ended on this day (UTC) or later.", HelpName = "YYYY-MM-DD", Required = true };
        var command = new Command("reanalyze", "Runs the rules of this version over archived event logs; what changed is delivered as a new version. Downloads nothing.") { since, data, settings };
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            await using var services = CollectorServices.New(new CollectorPlan { Settings = SettingsFile.Load(parsed.GetValue(settings)), Data = parsed.GetValue(data)! });
            var engine = services.GetRequiredService<HarvestEngine>();
            var loop = services.GetRequiredService<HarvestLoop>();
            var isGood = true;
            foreach (var workspace in engine.Workspaces)
            {
                var count = await engine.ReopenAsync(workspace, parsed.GetValue(since), signals.Token);
                Terminal.Output.WriteLine(FormattableString.Invariant($"{workspace.Name}: {count:N0} runs have archived logs."));
                var round = await HarvestBar.ShowAsync(report => loop.DrainAsync(workspace, evenWaiting: false, report, signals.Token));
                Terminal.Output.WriteLine($"{workspace.Name}: {HarvestText.Summary(round)}.");
                HarvestText.WriteReasons(round);
                isGood &= round.Waiting.Count == 0;
            }

            return isGood ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }
}
