using System.CommandLine;
using System.Globalization;
using DbxServerless.Collector.LogDelivery;
using DbxServerless.Databricks;
using DbxServerless.Standalone.CommandLine;
using DbxServerless.Standalone.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace DbxServerless.Standalone.Commands;

/// <summary><c>log-delivery</c>: which jobs and clusters deliver no logs, and what they cost.</summary>
internal static class LogDeliveryCommand
{
    public static Command New()
    {
        var settings = SettingsFile.NewOption();
        var days = new Option<int>("--days")
        {
            Description = $"How many days of cost are looked at, 1 to {LogDeliverySurvey.LongestDays}: workspaces show a cluster no longer than that after its end.",
            DefaultValueFactory = _ => LogDeliverySurvey.LongestDays,
            HelpName = "N",
        }.Within(1, LogDeliverySurvey.LongestDays, $"--days must be 1 to {LogDeliverySurvey.LongestDays}.");
        var command = new Command("log-delivery",
            "Lists the jobs and clusters of classic compute that deliver no logs, with their list cost and share, the dearest first:\n" +
            "what happens inside their Spark runs cannot be seen. infra-bicep/log-delivery has what mends it. Changes nothing.")
        {
            settings,
            days,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(settings), parsed.GetValue(days), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo? settings, int days, CancellationToken cancellationToken)
    {
        var options = SettingsFile.ReadOptions(settings);
        var survey = new LogDeliverySurvey(options, connection => new WorkspaceClient(connection, TimeProvider.System, NullLoggerFactory.Instance), TimeProvider.System);
        LogDeliveryReport? report = null;
        await Terminal.Error.Status().StartAsync("Asking for clusters and what they cost …", async _ => report = await survey.RunAsync(days, cancellationToken));
        Print(report!, days);
        return report!.Problems.Count == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static void Print(LogDeliveryReport report, int days)
    {
        if (report.Gaps.Count > 0)
        {
            var table = Terminal.NewTable("WORKSPACE", "KIND", "ID", "NAME", "CLUSTERS", "WITHOUT", report.Currency, "SHARE");
            foreach (var gap in report.Gaps)
            {
                table.AddRow(
                    new Text(gap.WorkspaceId), new Text(gap.Kind), new Text(gap.Id), new Text(gap.Name ?? "-"), new Text(gap.Clusters.ToString(CultureInfo.InvariantCulture)),
                    new Text(gap.WithoutDelivery.ToString(CultureInfo.InvariantCulture)), new Text(Money(gap.Cost)), new Text(Share(gap.Share)));
            }

            Terminal.Write(table);
            Terminal.Output.WriteLine();
        }

        if (report.Workspaces > 0)
            Terminal.Output.WriteLine(Summary(report, days));
        foreach (var problem in report.Problems)
            Terminal.Error.WriteLine(problem);
    }

    private static string Summary(LogDeliveryReport report, int days) => report.Cost == 0
        ? $"No classic compute with a list price in {report.Currency} was used in {days} days."
        : $"{Share((double)(report.Delivering / report.Cost))} of {Money(report.Cost)} {report.Currency} of classic compute in {days} days delivers its logs" +
            (report.NotVisible > 0 ? $"; of {Share((double)(report.NotVisible / report.Cost))} the workspaces no longer show the clusters." : ".");

    private static string Money(decimal amount) => amount.ToString("#,##0.00", CultureInfo.InvariantCulture);

    private static string Share(double? share) => share?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "-";
}
