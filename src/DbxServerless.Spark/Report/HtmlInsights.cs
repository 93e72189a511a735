using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Report;

/// <summary>The insights, worst first as the report sorts them.</summary>
internal static class HtmlInsights
{
    private const int Most = 200;

    public static void Write(HtmlPage page, InsightReport report)
    {
        page.Raw("<section id=\"insights\">\n<h2>Insights</h2>\n");
        if (report.Insights.Count == 0)
        {
            page.Raw("<p>No rule found anything.</p>\n");
        }

        foreach (var insight in report.Insights.Take(Most))
        {
            Write(page, insight, report);
        }

        if (report.Insights.Count > Most)
        {
            page.Raw($"<p class=\"folded\">{report.Insights.Count - Most} lesser insights are not shown; --format json has all.</p>\n");
        }

        foreach (var (rule, count) in report.Omitted.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            page.Raw("<p class=\"folded\">").Text($"{count} lesser findings of {rule} were left off.").Raw("</p>\n");
        }

        foreach (var (rule, why) in report.Broken.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            page.Raw("<p class=\"remark\">").Text($"The rule {rule} broke off: {why}").Raw("</p>\n");
        }

        page.Raw("</section>\n");
    }

    private static void Write(HtmlPage page, Insight insight, InsightReport report)
    {
        var severity = InsightJson.Name(insight.Severity);
        page.Raw($"<article class=\"insight {severity}\">\n<h3><span class=\"badge\">{severity}</span> ").Text(insight.Title)
            .Raw("</h3>\n<p class=\"waste\">");
        if (insight.Amount is not null)
        {
            page.Raw("<strong>").Text(InsightText.Money(insight.Amount, report.Currency)).Raw("</strong> ").Text(report.Basis).Raw(", ");
        }

        page.Text(insight.CoreHours is null ? "waste not estimated" : $"{InsightText.CoreHours(insight.CoreHours)} core-hours")
            .Raw("</p>\n<p class=\"where\">").Text(insight.Finding.Where.ToString());
        WriteLinks(page, insight.Finding.Where);
        page.Raw("</p>\n<p>").Text(insight.Finding.Advice, 2000).Raw("</p>\n<ul class=\"evidence\">");
        foreach (var evidence in insight.Finding.Evidence)
        {
            page.Element("li", InsightText.Evidence(evidence));
        }

        page.Raw("</ul>\n<p class=\"rule\">").Text(insight.Rule.Id).Raw("</p>\n</article>\n");
    }

    private static void WriteLinks(HtmlPage page, Place where)
    {
        if (where.StageId is { } stage)
        {
            page.Raw($" <a href=\"#stage-{stage}-{where.Attempt ?? 0}\">stage</a>");
        }

        if (where.SqlExecutionId is { } execution)
        {
            page.Raw($" <a href=\"#sql-{execution}\">plan</a>");
        }
    }
}
