using System.CommandLine;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Harvest;
using DbxServerless.Databricks;
using DbxServerless.Standalone.CommandLine;
using DbxServerless.Standalone.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace DbxServerless.Standalone.Commands;

/// <summary><c>harvest</c>: downloads, archives and analyses event logs by hand.</summary>
internal static class HarvestCommand
{
    public static Command New()
    {
        var (data, settings) = (CollectorArguments.Data(RunCommand.DefaultFolder), SettingsFile.NewOption());
        var run = new Option<string?>("--run") { Description = "Only this run of a job, by its id, even if it was harvested before.", HelpName = "ID" };
        var days = new Option<int?>("--days") { Description = "Also runs that ended in the last N days.", HelpName = "N" }
            .Within(1, 60, "--days must be from 1 to 60: Databricks keeps runs for 60 days.");
        run.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !token.Value.All(char.IsAsciiDigit))
                result.AddError("--run takes the id of a run, a number.");
        });
        var command = new Command("harvest",
            "Downloads, archives and analyses the Spark event logs of finished job runs, once, and ends. 'run' does the same all the time.\n" +
            "Without --run: every run that ended since the last look, and those that are still open.")
        {
            run, days, data, settings,
        };
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            await using var services = CollectorServices.New(new CollectorPlan { Settings = SettingsFile.Load(parsed.GetValue(settings)), Data = parsed.GetValue(data)! });
            var engine = services.GetRequiredService<HarvestEngine>();
            if (engine.Workspaces.Count == 0)
                throw new CommandFailure("The harvest is switched off: set Harvest__Enabled to true.");
            DataFolder.Create(parsed.GetValue(data)!);
            var loop = services.GetRequiredService<HarvestLoop>();
            return parsed.GetValue(run) is { } id
                ? await RunAsync(engine, loop, id, parsed.GetValue(data)!, signals.Token)
                : await DrainAsync(engine, loop, parsed.GetValue(days), signals.Token);
        });
        return command;
    }

    private static async Task<int> RunAsync(HarvestEngine engine, HarvestLoop loop, string runId, DirectoryInfo data, CancellationToken cancellationToken)
    {
        var workspace = await TakeUpAsync(engine, runId, cancellationToken);
        var step = await HarvestBar.ShowAsync(report => loop.HarvestAsync(workspace, runId, report, cancellationToken));
        var why = step.Reason is null ? "" : $": {step.Reason} {step.Mend}".TrimEnd();
        if (step.State == HarvestState.Done)
        {
            Terminal.Output.WriteLine($"Run {runId} of {workspace.Name} is {HarvestText.Of(step.Outcome)}{why}");
            Terminal.Output.WriteLine($"Records are in {Path.Combine(data.FullName, "records", "DbxSpark*")}, logs in {Path.Combine(data.FullName, "state", "blobs", "eventlogs", workspace.Name)}.");
        }
        else
        {
            Terminal.Output.WriteLine($"Run {runId} of {workspace.Name} is not ready{why}" + (step.NextTry is { } next ? $" It is tried again from {next:yyyy-MM-dd HH:mm:ss} UTC on." : ""));
        }

        return step is { State: HarvestState.Done, Outcome: not (HarvestOutcome.GivenUp or HarvestOutcome.NotAssessed) } ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task<Scope> TakeUpAsync(HarvestEngine engine, string runId, CancellationToken cancellationToken)
    {
        foreach (var workspace in engine.Workspaces)
        {
            try
            {
                await engine.TakeUpAsync(workspace, runId, cancellationToken);
                return workspace;
            }
            catch (DatabricksException exception) when (exception.Kind == DatabricksErrorKind.NotFound && workspace != engine.Workspaces[^1])
            {
                // It may be another workspace's.
            }
            catch (InvalidOperationException exception)
            {
                throw new CommandFailure(exception.Message, exception);
            }
        }

        throw new CommandFailure($"No workspace has a run {runId}.");
    }

    private static async Task<int> DrainAsync(HarvestEngine engine, HarvestLoop loop, int? days, CancellationToken cancellationToken)
    {
        var isGood = true;
        foreach (var workspace in engine.Workspaces)
        {
            var since = days is { } back ? TimeProvider.System.GetUtcNow().AddDays(-back) : (DateTimeOffset?)null;
            var found = await engine.DiscoverAsync(workspace, since, cancellationToken);
            Terminal.Output.WriteLine(FormattableString.Invariant($"Harvesting {workspace.Name}: {found:N0} more runs to do."));
            var round = await HarvestBar.ShowAsync(report => loop.DrainAsync(workspace, evenWaiting: true, report, cancellationToken));
            Terminal.Output.WriteLine($"{workspace.Name}: {HarvestText.Summary(round)}.");
            HarvestText.WriteReasons(round);
            isGood &= !round.Done.ContainsKey(HarvestOutcome.GivenUp) && round.Waiting.Count == 0;
        }

        return isGood ? ExitCode.Success : ExitCode.Failure;
    }
}
