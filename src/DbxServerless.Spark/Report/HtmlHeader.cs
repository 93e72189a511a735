using System.Globalization;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Report;

/// <summary>What ran, how much it took, and what was wrong with the log.</summary>
internal static class HtmlHeader
{
    public static void Write(HtmlPage page, SparkApplication application, InsightReport insights)
    {
        page.Raw("<header>\n").Element("h1", application.Name ?? "(no name)").Raw("<p class=\"muted\">")
            .Text(string.Join(" · ", Facts(application))).Raw("</p>\n<dl class=\"cards\">\n");
        foreach (var (name, value, note) in Cards(application, insights))
        {
            page.Raw("<div>").Element("dt", name).Element("dd", value);
            if (note is not null)
            {
                page.Raw("<dd class=\"muted\">").Text(note).Raw("</dd>");
            }

            page.Raw("</div>\n");
        }

        page.Raw("</dl>\n");
        WriteRemarks(page, application, insights);
        page.Raw("</header>\n");
    }

    private static IEnumerable<string> Facts(SparkApplication application)
    {
        yield return application.Id ?? "no id";
        yield return $"Spark {application.SparkVersion ?? "of unknown version"}";
        if (application.Cluster?.ClusterId is { } cluster)
        {
            yield return $"cluster {cluster}";
        }

        if ((application.StartTime ?? application.FirstEventTime) is { } start)
        {
            yield return DateTimeOffset.FromUnixTimeMilliseconds(start).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        }
    }

    private static IEnumerable<(string Name, string Value, string? Note)> Cards(SparkApplication application, InsightReport insights)
    {
        var totals = application.Totals;
        var tasks = totals.Tasks;
        var isEstimated = insights.Insights.Any(insight => insight.CoreHours is not null);
        yield return ("Took", Amounts.Duration(application.DurationMs), application.EndTime is null ? "to the log's last event" : null);
        yield return ("Core-hours", InsightText.CoreHours(insights.TotalCoreHours), $"{InsightText.CoreHours(insights.UsedCoreHours)} in tasks");
        yield return ("Wasted core-hours", InsightText.CoreHours(isEstimated ? insights.WastedCoreHours : null), isEstimated ? "by the insights below" : "no insight has an estimate");
        if (insights.TotalAmount is not null)
        {
            yield return ("Cost", InsightText.Money(insights.TotalAmount, insights.Currency), insights.Basis);
            yield return ("Wasted", InsightText.Money(isEstimated ? insights.WastedAmount : null, insights.Currency), insights.Basis);
        }

        yield return ("Jobs", Count(totals.Jobs), Failed(totals.FailedJobs));
        yield return ("Stages", Count(totals.Stages), Failed(totals.FailedStages));
        yield return ("Tasks", Count(tasks.Tasks), Failed(tasks.FailedTasks));
        yield return ("SQL executions", Count(totals.SqlExecutions), Failed(application.SqlExecutions.Count(execution => execution.HasFailed)));
        yield return ("Executors", Count(application.Executors.Count), null);
        yield return ("Read", Amounts.Size(tasks.Sum(TaskMetric.InputBytes)), $"{Count(tasks.Sum(TaskMetric.InputRecords))} records");
        yield return ("Written", Amounts.Size(tasks.Sum(TaskMetric.OutputBytes)), $"{Count(tasks.Sum(TaskMetric.OutputRecords))} records");
        yield return ("Shuffled", Amounts.Size(tasks.Sum(TaskMetric.ShuffleReadBytes)), $"{Amounts.Size(tasks.Sum(TaskMetric.ShuffleWriteBytes))} written");
        yield return ("Spilled to disk", Amounts.Size(tasks.Sum(TaskMetric.DiskSpilledBytes)), $"{Amounts.Size(tasks.Sum(TaskMetric.MemorySpilledBytes))} of memory");
    }

    private static void WriteRemarks(HtmlPage page, SparkApplication application, InsightReport insights)
    {
        var account = application.Account;
        List<string> remarks = [.. account.Damage];
        if (account.IsTruncated)
        {
            remarks.Add("The log is cut off: what happened later is not in it.");
        }

        if (account.MalformedLines > 0)
        {
            remarks.Add($"{Count(account.MalformedLines)} lines are no Spark event and were left out.");
        }

        if (account.Applications > 1)
        {
            remarks.Add($"{account.Applications} applications share this log; give each of them alone to see them apart.");
        }

        if (insights.PriceProblem is { } problem)
        {
            remarks.Add(problem);
        }

        foreach (var remark in remarks)
        {
            page.Raw("<p class=\"remark\">").Text(remark).Raw("</p>\n");
        }
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string? Failed(long count) => count == 0 ? null : $"{Count(count)} failed";
}
