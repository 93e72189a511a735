using System.Globalization;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Report;

/// <summary>When jobs, stages and executors were there, as bars. Those that failed and the longest are drawn, the rest is counted.</summary>
internal static class HtmlTimeline
{
    private const string Failed = "failed";
    private const int MostBars = 40;
    private const int Width = 1200;
    private const int Labels = 190;
    private const int Drawn = Width - Labels - 90;
    private const int Row = 18;
    private const int Ticks = 6;

    public static void Write(HtmlPage page, SparkApplication application)
    {
        var lanes = Lanes(application);
        var bars = lanes.SelectMany(lane => lane.Bars).ToList();
        page.Raw("<section id=\"timeline\">\n<h2>Timeline</h2>\n");
        if (bars.Count == 0)
        {
            page.Raw("<p>The log has no job, stage or executor with a time.</p>\n</section>\n");
            return;
        }

        var start = bars.Min(bar => bar.Start);
        var end = Math.Max(bars.Max(bar => bar.End), start + 1);
        foreach (var (title, all) in lanes.Where(lane => lane.Bars.Count > 0))
        {
            WriteLane(page, title, all, start, end);
        }

        page.Raw("</section>\n");
    }

    private static List<(string Title, List<HtmlBar> Bars)> Lanes(SparkApplication application)
    {
        var last = application.EndTime ?? application.LastEventTime;
        return
        [
            ("Executors", [.. application.Executors.Select(executor => HtmlBar.New(
                $"{executor.Id} {executor.Host}", executor.AddTime ?? executor.FirstLaunch, executor.RemoveTime ?? last ?? executor.LastFinish,
                executor.RemoveReason is null ? "executor" : "executor removed",
                executor.RemoveReason ?? $"{executor.Tasks} tasks, {executor.FailedTasks} failed", executor.Busy.Intervals)).OfType<HtmlBar>()]),
            ("Jobs", [.. application.Jobs.Select(job => HtmlBar.New(
                $"job {job.JobId}", job.SubmissionTime, job.CompletionTime ?? last, job.HasFailed ? Failed : "job", job.Description ?? job.Error, [])).OfType<HtmlBar>()]),
            ("Stages", [.. application.Stages.Select(stage => HtmlBar.New(
                $"stage {stage.StageId}.{stage.Attempt}", stage.SubmissionTime ?? stage.Tasks.FirstLaunch, stage.CompletionTime ?? stage.Tasks.LastFinish ?? last,
                stage.HasFailed ? Failed : "stage", $"{stage.Name}, {stage.Tasks.Totals.Tasks} tasks", [])).OfType<HtmlBar>()]),
        ];
    }

    private static void WriteLane(HtmlPage page, string title, List<HtmlBar> all, long start, long end)
    {
        var bars = all.OrderByDescending(bar => bar.Kind == Failed).ThenByDescending(bar => bar.End - bar.Start).Take(MostBars).OrderBy(bar => bar.Start).ToList();
        var height = (bars.Count * Row) + 24;
        page.Element("h3", title).Raw($"\n<div class=\"scroll\"><svg viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{title}\">\n");
        for (var tick = 0; tick <= Ticks; tick++)
        {
            var x = Labels + (Drawn * tick / Ticks);
            page.Raw($"<line class=\"tick\" x1=\"{x}\" y1=\"0\" x2=\"{x}\" y2=\"{height - 20}\" /><text class=\"tick\" x=\"{x}\" y=\"{height - 6}\">")
                .Text(Amounts.Duration((end - start) * tick / Ticks)).Raw("</text>\n");
        }

        for (var i = 0; i < bars.Count; i++)
        {
            bars[i].Write(page, i * Row, time => Labels + (Drawn * (double)(time - start) / (end - start)));
        }

        page.Raw("</svg></div>\n");
        if (all.Count > bars.Count)
        {
            page.Raw("<p class=\"folded\">").Text(string.Create(CultureInfo.InvariantCulture,
                $"{bars.Count} of {all.Count:N0} {title.ToLowerInvariant()} are drawn: those that failed, and the longest.")).Raw("</p>\n");
        }
    }
}
