using System.Globalization;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Report;

/// <summary>SQL executions: those that failed or that an insight names, then the longest, each with its plan behind a fold.</summary>
internal static class HtmlQueries
{
    private const int Most = 100;
    private const int MostNodes = 5000;

    public static void Write(HtmlPage page, SparkApplication application, InsightReport insights)
    {
        var all = application.SqlExecutions.Where(execution => execution.HasStarted).ToList();
        if (all.Count == 0)
        {
            return;
        }

        page.Raw("<section id=\"sql\">\n<h2>SQL executions</h2>\n");
        var named = insights.Insights.Select(insight => insight.Finding.Where.SqlExecutionId).OfType<long>().ToHashSet();
        var shown = all.OrderByDescending(execution => execution.HasFailed || named.Contains(execution.ExecutionId))
            .ThenByDescending(execution => execution.DurationMs ?? 0).Take(Most).ToList();
        var room = MostNodes;
        foreach (var execution in shown)
        {
            Write(page, execution, ref room);
        }

        if (shown.Count < all.Count)
        {
            page.Raw("<p class=\"folded\">").Text(string.Create(CultureInfo.InvariantCulture,
                $"{shown.Count} of {all.Count:N0} SQL executions are shown: those that failed or that an insight names, and the longest; --format json has all.")).Raw("</p>\n");
        }

        page.Raw("</section>\n");
    }

    private static void Write(HtmlPage page, SqlExecution execution, ref int room)
    {
        page.Raw($"<details id=\"sql-{execution.ExecutionId}\" class=\"{(execution.HasFailed ? "query failed" : "query")}\"><summary><strong>{execution.ExecutionId}</strong> ")
            .Text(Amounts.Duration(execution.DurationMs)).Raw(" <span>").Text(execution.Description, 160).Raw("</span></summary>\n");
        if (execution.HasFailed)
        {
            page.Raw("<p class=\"remark\">").Text(execution.Error ?? "A job of it failed.").Raw("</p>\n");
        }

        if (execution.Plan is null)
        {
            page.Raw("<p>The log has no plan of it.</p>");
        }
        else
        {
            page.Raw($"<p class=\"muted\">Data flows from the bottom to the top. Adaptive execution replaced the plan {execution.Replans} times.</p>\n");
            HtmlPlan.Write(page, execution.Plan, ref room);
        }

        page.Raw("</details>\n");
    }
}
