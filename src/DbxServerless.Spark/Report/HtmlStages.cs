using System.Globalization;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Report;

/// <summary>The table of stages: those that failed or that an insight names, then those with the most run time. A click on a heading sorts it.</summary>
internal static class HtmlStages
{
    private const int Most = 500;

    private static readonly (string Name, TaskMetric Metric)[] Sizes =
    [
        ("Read", TaskMetric.InputBytes),
        ("Written", TaskMetric.OutputBytes),
        ("Shuffle read", TaskMetric.ShuffleReadBytes),
        ("Shuffle written", TaskMetric.ShuffleWriteBytes),
        ("Spilled to disk", TaskMetric.DiskSpilledBytes),
    ];

    public static void Write(HtmlPage page, SparkApplication application, InsightReport insights)
    {
        var named = insights.Insights.Select(insight => insight.Finding.Where.StageId).OfType<long>().ToHashSet();
        var stages = application.Stages
            .OrderByDescending(stage => stage.HasFailed || named.Contains(stage.StageId))
            .ThenByDescending(stage => stage.Tasks.Totals.Sum(TaskMetric.ExecutorRunTimeMs))
            .Take(Most).OrderByDescending(stage => stage.Tasks.Totals.Sum(TaskMetric.ExecutorRunTimeMs)).ToList();
        page.Raw("<section id=\"stages\">\n<h2>Stages</h2>\n<div class=\"scroll\"><table class=\"sortable\">\n<thead><tr>");
        foreach (var name in (string[])["Stage", "Name", "Took", "Run time", "Tasks", "Failed", "Task p50", "Task p95", "Task max", "GC", .. Sizes.Select(size => size.Name)])
        {
            page.Raw("<th><button type=\"button\">").Text(name).Raw("</button></th>");
        }

        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (var stage in stages)
        {
            Write(page, stage);
        }

        page.Raw("</tbody>\n</table></div>\n");
        if (stages.Count < application.Stages.Count)
        {
            page.Raw("<p class=\"folded\">").Text(string.Create(CultureInfo.InvariantCulture,
                $"{stages.Count} of {application.Stages.Count:N0} stages are shown: those that failed or that an insight names, and those with the most run time; --format json has all.")).Raw("</p>\n");
        }

        page.Raw("</section>\n");
    }

    private static void Write(HtmlPage page, SparkStage stage)
    {
        var tasks = stage.Tasks.Totals;
        var durations = stage.Tasks.Distribution(TaskMetric.DurationMs);
        page.Raw($"<tr id=\"stage-{stage.StageId}-{stage.Attempt}\"{(stage.HasFailed ? " class=\"failed\"" : "")}>");
        Cell(page, (stage.StageId * 1000) + stage.Attempt, $"{stage.StageId}.{stage.Attempt}");
        page.Raw("<td class=\"name\" title=\"").Text(stage.FailureReason ?? stage.Name).Raw("\">").Text(stage.Name, 80).Raw("</td>");
        Duration(page, stage.DurationMs);
        Duration(page, tasks.Sum(TaskMetric.ExecutorRunTimeMs));
        Cell(page, tasks.Tasks, tasks.Tasks.ToString("N0", CultureInfo.InvariantCulture));
        Cell(page, tasks.FailedTasks, tasks.FailedTasks == 0 ? "" : tasks.FailedTasks.ToString("N0", CultureInfo.InvariantCulture));
        Duration(page, durations.Quantile(0.5));
        Duration(page, durations.Quantile(0.95));
        Duration(page, durations.Max);
        Duration(page, tasks.Sum(TaskMetric.JvmGcTimeMs));
        foreach (var (_, metric) in Sizes)
        {
            var bytes = tasks.Sum(metric);
            Cell(page, bytes, bytes == 0 ? "" : Amounts.Size(bytes));
        }

        page.Raw("</tr>\n");
    }

    private static void Duration(HtmlPage page, long? milliseconds) => Cell(page, milliseconds ?? -1, Amounts.Duration(milliseconds));

    private static void Cell(HtmlPage page, long order, string text) => page.Raw($"<td data-order=\"{order}\">").Text(text).Raw("</td>");
}
