using System.Globalization;
using DbxServerless.Spark.Insights;
using DbxServerless.Spark.Report;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>Insight records of event logs.</summary>
internal static class InsightRecords
{
    public static IEnumerable<SparkInsightRecord> Of(RunPart part)
    {
        var analysis = ApplicationRecords.AnalysisId(part);
        var numbers = new Dictionary<(string Rule, string Place), int>();
        foreach (var insight in part.Insights)
        {
            var key = (insight.Rule.Id, insight.Finding.Where.ToString());
            var number = numbers.GetValueOrDefault(key);
            numbers[key] = number + 1;
            yield return Of(part, insight, number, analysis);
        }
    }

    private static SparkInsightRecord Of(RunPart part, Insight insight, int number, string analysis)
    {
        var where = insight.Finding.Where;
        var jobs = part.Jobs.Where(job => where.JobId is { } id ? job.JobId == id : where.SqlExecutionId is not { } query || job.SqlExecutionId == query);
        return part.Join(
            new SparkInsightRecord
            {
                WorkspaceId = part.Origin.WorkspaceId,
                IsPartial = part.Origin.IsPartial,
                Rule = insight.Rule.Id,
                Severity = InsightJson.Name(insight.Severity),
                Summary = insight.Title,
                Place = where.ToString(),
                Number = number,
                StageId = where.StageId?.ToString(CultureInfo.InvariantCulture),
                StageAttempt = where.Attempt,
                QueryId = where.SqlExecutionId?.ToString(CultureInfo.InvariantCulture),
                PlanNode = where.PlanNode,
                ExecutorId = where.ExecutorId,
                TableName = where.Table,
                StreamingQuery = where.StreamingQuery,
                Evidence = insight.Finding.Evidence.GroupBy(evidence => evidence.Name)
                    .ToDictionary(same => same.Key, same => (string?)string.Join("; ", same.Select(InsightText.Amount))),
                Advice = insight.Finding.Advice,
                CoreHours = ApplicationRecords.Rounded(insight.CoreHours),
                Amount = ApplicationRecords.Rounded(insight.Amount),
                Currency = insight.Amount is null ? null : part.Report.Currency,
                Basis = insight.Amount is null ? null : part.Report.Basis,
                RunStartTime = part.EventTime,
                AnalysisId = analysis,
            },
            jobs);
    }
}
