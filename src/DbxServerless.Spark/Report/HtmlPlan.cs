using System.Globalization;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Report;

/// <summary>A plan as a tree: a chain of operators goes down, a list is indented only where inputs come together.</summary>
internal static class HtmlPlan
{
    private const int MostNodes = 300;
    private const int MostBranches = 40;
    private const int MostMetrics = 12;

    /// <param name="room">How many nodes the page may still hold.</param>
    public static void Write(HtmlPage page, PlanNode plan, ref int room)
    {
        var left = Math.Min(MostNodes, room);
        var before = left;
        if (left > 0)
        {
            WriteChain(page, plan, depth: 0, ref left);
        }

        room -= before - left;
        var folded = plan.All().LongCount() - (before - left);
        if (folded > 0)
        {
            page.Raw($"<p class=\"folded\">{folded.ToString("N0", CultureInfo.InvariantCulture)} more operators of this plan are not shown.</p>\n");
        }
    }

    private static void WriteChain(HtmlPage page, PlanNode first, int depth, ref int left)
    {
        page.Raw("<ol class=\"plan\">\n");
        for (var node = first; node is not null && left > 0; node = node.Children.Count == 1 ? node.Children[0] : null)
        {
            left--;
            page.Raw("<li>");
            Write(page, node);
            if (node.Children.Count > 1 && depth < MostBranches)
            {
                foreach (var child in node.Children)
                {
                    if (left > 0)
                    {
                        WriteChain(page, child, depth + 1, ref left);
                    }
                }
            }

            page.Raw("</li>\n");
        }

        page.Raw("</ol>\n");
    }

    private static void Write(HtmlPage page, PlanNode node)
    {
        page.Raw("<div class=\"node\"><strong>").Text(node.Name.Trim(), 100).Raw("</strong>");
        foreach (var stage in node.Stages.Take(5))
        {
            page.Raw($" <a href=\"#stage-{stage.StageId}-{stage.Attempt}\">stage {stage.StageId}</a>");
        }

        if (node.Detail.Trim() != node.Name.Trim())
        {
            page.Raw("<div class=\"detail\">").Text(node.Detail, 240).Raw("</div>");
        }

        var metrics = node.Metrics.Where(metric => metric.Value is > 0).Take(MostMetrics).ToList();
        if (metrics.Count > 0)
        {
            page.Raw("<ul class=\"metrics\">");
            foreach (var metric in metrics)
            {
                page.Raw("<li>").Text(metric.Name, 80).Raw(" <b>").Text(Value(metric)).Raw("</b></li>");
            }

            page.Raw("</ul>");
        }

        page.Raw("</div>");
    }

    private static string Value(PlanMetric metric)
    {
        var value = (double)metric.Value!.Value;
        return metric.Type switch
        {
            "size" => Format.Bytes(value),
            "timing" => Format.Duration(value),
            "nsTiming" => Format.Duration(value / 1_000_000),
            "average" => Format.Count(value / 10),
            _ => Format.Count(value),
        };
    }
}
