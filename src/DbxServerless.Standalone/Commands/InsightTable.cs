using DbxServerless.Spark.Insights;
using DbxServerless.Spark.Report;
using DbxServerless.Standalone.CommandLine;
using Spectre.Console;

namespace DbxServerless.Standalone.Commands;

/// <summary>Insights on a screen, worst first, with what each of them costs.</summary>
internal static class InsightTable
{
    public static void Write(TextWriter writer, InsightReport report, bool isPlain)
    {
        writer.WriteLine();
        if (report.Insights.Count == 0)
        {
            writer.WriteLine("No insights: no rule found anything.");
        }
        else
        {
            var money = report.WastedAmount is null ? "" : $", {InsightText.Money(report.WastedAmount, report.Currency)} ({report.Basis})";
            writer.WriteLine($"{(report.Insights.Count == 1 ? "1 insight; it wastes" : $"{report.Insights.Count} insights, worst first; they waste")} {InsightText.CoreHours(report.WastedCoreHours)} "
                + $"of {InsightText.CoreHours(report.TotalCoreHours)} core-hours{money}");
            Terminal.Write(writer, NewTable(report), isPlain);
        }

        if (report.PriceProblem is { } problem)
            writer.WriteLine(problem);
        foreach (var (rule, count) in report.Omitted.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            writer.WriteLine($"{count} lesser findings of {rule} were left off.");
        foreach (var (rule, why) in report.Broken.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            writer.WriteLine($"The rule {rule} broke off: {why}");
    }

    private static Table NewTable(InsightReport report)
    {
        var table = Terminal.NewTable("AMOUNT", "CORE-HOURS", "SEVERITY", "INSIGHT");
        foreach (var insight in report.Insights)
        {
            var severity = new Style(insight.Severity switch
            {
                Severity.Error => Color.Red,
                Severity.Warning => Color.Yellow,
                _ => Color.Blue,
            });
            List<string> lines =
            [
                $"{insight.Title} ({insight.Rule.Id})",
                insight.Finding.Where.ToString(),
                .. insight.Finding.Evidence.Select(InsightText.Evidence),
                $"> {insight.Finding.Advice}",
            ];
            table.AddRow(
                new Text(InsightText.Money(insight.Amount, report.Currency)),
                new Text(InsightText.CoreHours(insight.CoreHours)),
                new Text(InsightJson.Name(insight.Severity), severity),
                new Text(string.Join('\n', lines.Select(Line))));
        }

        return table;
    }

    // Names and reasons in a log may hold line ends and control codes.
    private static string Line(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
