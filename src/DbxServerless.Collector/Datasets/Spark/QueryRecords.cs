using System.Globalization;
using DbxServerless.Spark.Application;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>Query records of event logs.</summary>
internal static class QueryRecords
{
    public static IEnumerable<SparkQueryRecord> Of(RunPart part) => part.Queries
        .Select(query => (Query: query, Stages: query.Jobs.SelectMany(job => job.Stages).ToList()))
        .OrderByDescending(query => query.Query.Execution.HasFailed)
        .ThenByDescending(query => query.Stages.Of(TaskMetric.DurationMs))
        .ThenBy(query => query.Query.Execution.ExecutionId)
        .Take(part.Origin.MostDetails)
        .Select(query => Of(part, query.Query, query.Stages));

    private static SparkQueryRecord Of(RunPart part, RunQuery query, List<SparkStage> stages)
    {
        var execution = query.Execution;
        return part.Join(
            new SparkQueryRecord
            {
                WorkspaceId = part.Origin.WorkspaceId,
                IsPartial = part.Origin.IsPartial,
                QueryId = execution.ExecutionId.ToString(CultureInfo.InvariantCulture),
                QueryText = execution.Description,
                StartTime = RunPart.Instant(execution.StartTime) ?? part.EventTime,
                EndTime = RunPart.Instant(execution.EndTime),
                DurationSeconds = StageSums.Between(execution.StartTime, execution.EndTime),
                HasFailed = execution.HasFailed,
                ErrorMessage = string.IsNullOrEmpty(execution.Error) ? null : execution.Error,
                Operators = execution.Plan?.All().Count() ?? 0,
                Replans = execution.Replans,
                Jobs = query.Jobs.Count,
                Stages = stages.Count,
                Tasks = stages.Tasks(),
                FailedTasks = stages.FailedTasks(),
                TaskSeconds = StageSums.OfMs(stages.Of(TaskMetric.ExecutorRunTimeMs)),
                InputBytes = stages.Of(TaskMetric.InputBytes),
                OutputBytes = stages.Of(TaskMetric.OutputBytes),
                ShuffleReadBytes = stages.Of(TaskMetric.ShuffleReadBytes),
                DiskSpilledBytes = stages.Of(TaskMetric.DiskSpilledBytes),
            },
            query.Jobs);
    }
}
