using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using DbxServerless.Databricks;
using DbxServerless.Spark.EventLog;
using DbxServerless.Standalone.Commands;
using Microsoft.Extensions.Options;

namespace DbxServerless.Standalone.CommandLine;

/// <summary>The command line: the list of commands, and what becomes of what they throw.</summary>
internal static class Cli
{
    private static readonly (string Name, Func<Command> New)[] Commands =
    [
        ("demo", DemoCommand.New),
        ("check", CheckCommand.New),
        ("log-delivery", LogDeliveryCommand.New),
        ("run", RunCommand.New),
        ("harvest", HarvestCommand.New),
        ("reanalyze", ReanalyzeCommand.New),
        ("simulate", SimulateCommand.New),
        ("list", ListCommand.New),
        ("analyze", AnalyzeCommand.New),
        ("docs", DocsCommand.New),
    ];

    /// <summary>What asks for help: the names of <see cref="HelpOption"/>, and files of arguments, which could hold one.</summary>
    private static readonly string[] Help = ["--help", "-h", "/h", "-?", "/?"];

    /// <summary>
    /// All commands, or the one that the first argument names, without what only help needs: making the rest takes longer than reading a small log.
    /// </summary>
    private static Command NewRoot(string[] args)
    {
        if (args.Length > 0 && Array.Find(Commands, command => command.Name == args[0]).New is { } make && !Array.Exists(args, AsksForHelp))
        {
            return new Command("dbxserverless")
            {
                make(),
            };
        }

        var root = new RootCommand(
            "Watches Azure Databricks workspaces: jobs, costs, queries and Spark runs as Prometheus metrics and as records.\n" +
            "Start with 'demo', which needs no workspace. Then 'check' tells whether your settings and grants suffice for 'run'.");
        foreach (var command in Commands)
            root.Subcommands.Add(command.New());
        return root;
    }

    private static bool AsksForHelp(string arg) => arg.StartsWith('@') || Array.IndexOf(Help, arg) >= 0;

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = NewRoot(args).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
            return await ExplainAsync(args, parsed);

        try
        {
            // Signals are the commands' own: a collection under way must be able to end whole.
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return parsed.Action is SynchronousCommandLineAction ? parsed.Invoke(configuration) : await parsed.InvokeAsync(configuration);
        }
        catch (Exception exception) when (Sentences(exception) is { } sentences)
        {
            foreach (var sentence in sentences)
                await Console.Error.WriteLineAsync(sentence);
            return ExitCode.Failure;
        }
    }

    private static async Task<int> ExplainAsync(string[] args, ParseResult parsed)
    {
        // A command without its subcommand, and nothing else wrong: its help is the answer.
        if (parsed.UnmatchedTokens.Count == 0 && parsed.CommandResult.Command.Subcommands.Count > 0)
        {
            string[] question = [.. args, "--help"];
            await NewRoot(question).Parse(question).InvokeAsync(new InvocationConfiguration { Output = Console.Error });
            return ExitCode.Usage;
        }

        foreach (var sentence in UsageText.Of(parsed))
            await Console.Error.WriteLineAsync(sentence);
        await Console.Error.WriteLineAsync($"'{UsageText.PathOf(parsed)} --help' shows what can be given.");
        return ExitCode.Usage;
    }

    /// <summary>What to say of a failure that can be expected; null for a defect, which shows its stack.</summary>
    private static IEnumerable<string>? Sentences(Exception exception) => exception switch
    {
        OptionsValidationException settings => settings.Failures,
        CommandFailure or EventLogException or DatabricksException or IOException or UnauthorizedAccessException => [exception.Message],
        _ => null,
    };
}
