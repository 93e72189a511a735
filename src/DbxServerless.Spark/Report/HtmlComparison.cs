using DbxServerless.Spark.Compare;

namespace DbxServerless.Spark.Report;

/// <summary>Why the run was slower or costlier than its baseline.</summary>
internal static class HtmlComparison
{
    public static void Write(HtmlPage page, RunComparison comparison)
    {
        page.Raw("<section id=\"comparison\">\n<h2>Against the baseline</h2>\n").Element("p", comparison.Summary).Raw("\n");
        if (comparison.Changes.Count > 0)
        {
            page.Raw("<div class=\"scroll\"><table class=\"compared\">\n<thead><tr><th>What</th><th>Baseline</th><th>Now</th></tr></thead>\n<tbody>\n");
            foreach (var change in comparison.Changes)
            {
                page.Raw("<tr title=\"").Text(change.Text).Raw("\"><td>").Text(ComparisonText.Name(change));
                if (change.StageId is { } stage)
                {
                    page.Raw($", <a href=\"#stage-{stage}-0\">stage {stage}</a>");
                }

                page.Raw("</td>").Element("td", change.Before).Element("td", change.After).Raw("</tr>\n");
            }

            page.Raw("</tbody>\n</table></div>\n");
        }

        foreach (var line in ComparisonText.Grown(comparison))
        {
            page.Element("p", line).Raw("\n");
        }

        if (comparison.Unexplained is { } unexplained)
        {
            page.Element("p", unexplained).Raw("\n");
        }

        page.Raw("</section>\n");
    }
}
