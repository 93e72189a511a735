using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>Divides a Spark application among the job runs that it served. Each job, stage, query and insight is in one part.</summary>
internal sealed class RunParts
{
    private readonly SparkApplication _application;
    private readonly InsightReport _report;
    private readonly SparkLogOrigin _origin;
    private readonly Dictionary<string, RunPart> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<long, RunPart> _ofJob = [];
    private readonly Dictionary<long, RunPart> _ofQuery = [];
    private readonly RunPart _default;

    private RunParts(SparkApplication application, InsightReport report, SparkLogOrigin origin)
    {
        (_application, _report, _origin) = (application, report, origin);
        var runs = application.Jobs.Select(job => RunIdOf(job.Run)).OfType<string>().Concat(origin.Runs.Select(run => run.RunId)).Distinct().Take(2).ToList();
        _default = runs is [var only] && !origin.IsShared ? PartOf(only) : new RunPart(application, report, origin, run: null);
        AddJobs();
        AddStages();
        AddQueries();
        AddInsights();
    }

    /// <summary>By run, and last what belongs to none.</summary>
    public static IReadOnlyList<RunPart> Of(SparkApplication application, InsightReport report, SparkLogOrigin origin)
    {
        var parts = new RunParts(application, report, origin);
        List<RunPart> all = [.. parts._parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => part.Value)];
        if (parts._default.Run is null && (all.Count == 0 || !parts._default.IsEmpty))
            all.Add(parts._default);
        foreach (var part in all)
            part.IsShared = origin.IsShared || all.Count > 1;
        return all;
    }

    private void AddJobs()
    {
        foreach (var job in _application.Jobs)
        {
            var part = RunIdOf(job.Run) is { } run ? PartOf(run) : _default;
            part.Jobs.Add(job);
            _ofJob[job.JobId] = part;
        }
    }

    private void AddStages()
    {
        foreach (var stage in _application.Stages)
            PartOf(stage).Stages.Add(stage);
    }

    private void AddQueries()
    {
        var roots = _application.SqlExecutions.ToDictionary(execution => execution.ExecutionId, execution => execution.RootExecutionId ?? execution.ExecutionId);
        var jobs = _application.Jobs.Where(job => job.SqlExecutionId is not null)
            .ToLookup(job => job.RootSqlExecutionId ?? roots.GetValueOrDefault(job.SqlExecutionId!.Value, job.SqlExecutionId.Value));
        foreach (var execution in _application.SqlExecutions)
        {
            var query = new RunQuery(execution, [.. jobs[roots[execution.ExecutionId]]]);
            var part = query.Jobs is [var first, ..] ? _ofJob[first.JobId] : _default;
            _ofQuery[execution.ExecutionId] = part;
            if (execution is { IsRoot: true, StartTime: not null })
                part.Queries.Add(query);
        }
    }

    private void AddInsights()
    {
        var stages = _application.Stages.GroupBy(stage => stage.StageId).ToDictionary(attempts => attempts.Key, attempts => PartOf(attempts.Last()));
        foreach (var insight in _report.Insights)
        {
            var where = insight.Finding.Where;
            var part = where.StageId is { } stage ? stages.GetValueOrDefault(stage)
                : where.JobId is { } job ? _ofJob.GetValueOrDefault(job)
                : where.SqlExecutionId is { } query ? _ofQuery.GetValueOrDefault(query)
                : null;
            (part ?? _default).Insights.Add(insight);
        }
    }

    private RunPart PartOf(SparkStage stage) => stage.Job is { } job ? _ofJob.GetValueOrDefault(job.JobId, _default) : _default;

    private RunPart PartOf(string runId)
    {
        if (!_parts.TryGetValue(runId, out var part))
        {
            var run = _origin.Runs.FirstOrDefault(run => run.RunId == runId)
                ?? new SparkRunOrigin(runId, _application.Jobs.Select(job => job.Run).FirstOrDefault(run => run.JobRunId == runId)?.JobId, LogicalJob: null, StartTime: null);
            _parts[runId] = part = new RunPart(_application, _report, _origin, run);
        }

        return part;
    }

    private string? RunIdOf(DatabricksRun run) =>
        run.JobRunId ?? (run.TaskRunId is { } task ? _origin.Runs.FirstOrDefault(known => known.TaskKeys.ContainsKey(task))?.RunId : null);
}
