using System.CommandLine;
using DbxServerless.Collector.Check;
using DbxServerless.Collector.Datasets;
using DbxServerless.Databricks;
using DbxServerless.Standalone.CommandLine;
using DbxServerless.Standalone.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace DbxServerless.Standalone.Commands;

/// <summary><c>check</c>: whether settings and grants suffice, and what mends what is missing.</summary>
internal static class CheckCommand
{
    public static Command New()
    {
        var settings = SettingsFile.NewOption();
        var command = new Command("check",
            "Tests every configured workspace as the collector would use it, then every dataset's permission, in under a minute;\n" +
            "with the harvest switched on also every place that clusters deliver logs to.\n" +
            "Prints what cannot be collected, why, and the exact GRANT or setting that mends it. Changes nothing.\n" +
            "Exit code 0 only if everything that is not switched off can be collected.")
        {
            settings,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(settings), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo? settings, CancellationToken cancellationToken)
    {
        var options = SettingsFile.ReadOptions(settings);
        var check = new SetupCheck(options, DatasetCatalog.Product,
            connection => new WorkspaceClient(connection, TimeProvider.System, NullLoggerFactory.Instance), TimeProvider.System);
        CheckReport? report = null;
        await Terminal.Error.Status().StartAsync("Checking the connections and every dataset …", async _ => report = await check.RunAsync(cancellationToken));
        Print(report!);
        return report!.Passed ? ExitCode.Success : ExitCode.Failure;
    }

    private static void Print(CheckReport report)
    {
        Section(
            report.Connections, ["WORKSPACE", "STEP", "RESULT", "FINDING", "MEND"],
            step => [new Text(step.Workspace), new Text(step.Step), Word(step.Outcome), new Text(step.Finding), new Text(step.Mend)]);
        Section(
            report.Datasets, ["DATASET", "SCOPE", "ASSESSED", "WHY NOT", "MEND"],
            dataset => [new Text(dataset.Dataset), new Text(dataset.Scope.ToString()), Assessed(dataset.Outcome), new Text(dataset.Finding), new Text(dataset.Mend)]);
        Section(
            report.Visibility, ["WORKSPACE", "OBJECTS", "VISIBLE", "FINDING", "MEND"],
            seen => [new Text(seen.Workspace), new Text(seen.Objects), Counted(seen.Outcome, seen.Visible, seen.Total), new Text(seen.Finding), new Text(seen.Mend)]);
        Section(
            report.Delivery, ["WORKSPACE", "LOG DELIVERY", "DELIVERING", "FINDING", "MEND"],
            check => [new Text(check.Workspace), new Text(check.Objects), Counted(check.Outcome, check.Delivering, check.Total), new Text(check.Finding), new Text(check.Mend)]);
        Section(
            report.Destinations, ["WORKSPACE", "LOGS AT", "READABLE", "FINDING", "MEND"],
            check => [new Text(check.Workspace), new Text(check.Place), Readable(check.Outcome), new Text(check.Finding), new Text(check.Mend)]);
        Terminal.Output.WriteLine(Summary(report));
    }

    private static void Section<T>(IReadOnlyList<T> found, string[] columns, Func<T, Text[]> cells)
    {
        if (found.Count == 0)
            return;
        var table = Terminal.NewTable(columns);
        foreach (var one in found)
            table.AddRow(cells(one));
        Terminal.Write(table);
        Terminal.Output.WriteLine();
    }

    private static Text Counted(CheckOutcome outcome, int count, int total) =>
        new(outcome == CheckOutcome.Skipped ? "unknown" : $"{count:N0} of {total:N0}", Style(outcome));

    private static string Summary(CheckReport report)
    {
        var wanted = report.Datasets.Count(dataset => dataset.Outcome != CheckOutcome.Off);
        var assessed = report.Datasets.Count(dataset => dataset.IsAssessed);
        var closed = report.Destinations.Count(destination => destination.Outcome == CheckOutcome.Failed);
        return report.Passed
            ? $"Everything needed works: all {wanted} datasets can be collected. 'run' collects them."
            : $"{assessed} of {wanted} datasets can be collected{(closed > 0 ? $", and logs at {closed} of {report.Destinations.Count} places cannot be read" : "")}. Mend what stands above and check again.";
    }

    private static Text Word(CheckOutcome outcome) => new(outcome.ToString().ToLowerInvariant(), Style(outcome));

    private static Text Assessed(CheckOutcome outcome) => new(
        outcome switch
        {
            CheckOutcome.Ok => "yes",
            CheckOutcome.Warning => "yes, empty",
            CheckOutcome.Off => "off",
            _ => "no",
        },
        Style(outcome));

    private static Text Readable(CheckOutcome outcome) => outcome == CheckOutcome.Skipped ? new Text("unknown", Style(outcome)) : Assessed(outcome);

    private static Style Style(CheckOutcome outcome) => new(outcome switch
    {
        CheckOutcome.Ok => Color.Green,
        CheckOutcome.Warning => Color.Yellow,
        CheckOutcome.Failed or CheckOutcome.Skipped => Color.Red,
        _ => Color.Grey,
    });
}
