using System.Globalization;
using DbxServerless.Spark.Application;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>Stage records of event logs.</summary>
internal static class StageRecords
{
    public static IEnumerable<SparkStageRecord> Of(RunPart part) => part.Stages
        .OrderByDescending(stage => stage.HasFailed)
        .ThenByDescending(stage => stage.Tasks.Totals.Sum(TaskMetric.DurationMs))
        .ThenBy(stage => stage.StageId).ThenBy(stage => stage.Attempt)
        .Take(part.Origin.MostDetails)
        .Select(stage => Of(part, stage));

    private static SparkStageRecord Of(RunPart part, SparkStage stage)
    {
        var totals = stage.Tasks.Totals;
        var durations = stage.Tasks.Distribution(TaskMetric.DurationMs);
        return part.Join(
            new SparkStageRecord
            {
                WorkspaceId = part.Origin.WorkspaceId,
                IsPartial = part.Origin.IsPartial,
                StageId = stage.StageId.ToString(CultureInfo.InvariantCulture),
                Attempt = stage.Attempt,
                SparkJobId = stage.Job?.JobId.ToString(CultureInfo.InvariantCulture),
                QueryId = (stage.Job?.RootSqlExecutionId ?? stage.Job?.SqlExecutionId)?.ToString(CultureInfo.InvariantCulture),
                Name = stage.Name,
                StartTime = RunPart.Instant(stage.SubmissionTime ?? stage.Tasks.FirstLaunch) ?? part.EventTime,
                EndTime = RunPart.Instant(stage.CompletionTime),
                DurationSeconds = StageSums.Between(stage.SubmissionTime, stage.CompletionTime),
                HasFailed = stage.HasFailed,
                FailureMessage = stage.FailureReason,
                Tasks = totals.Tasks,
                FailedTasks = totals.FailedTasks,
                KilledTasks = totals.KilledTasks,
                RetriedTasks = totals.RetriedTasks,
                TaskSeconds = StageSums.OfMs(totals.Sum(TaskMetric.ExecutorRunTimeMs)),
                CpuSeconds = StageSums.OfNs(totals.Sum(TaskMetric.ExecutorCpuTimeNs)),
                GcSeconds = StageSums.OfMs(totals.Sum(TaskMetric.JvmGcTimeMs)),
                SchedulerDelaySeconds = StageSums.OfMs(totals.Sum(TaskMetric.SchedulerDelayMs)),
                FetchWaitSeconds = StageSums.OfMs(totals.Sum(TaskMetric.FetchWaitTimeMs)),
                TaskSecondsMedian = StageSums.OfMs(durations.Quantile(0.5)),
                TaskSecondsP95 = StageSums.OfMs(durations.Quantile(0.95)),
                TaskSecondsMax = StageSums.OfMs(durations.Max),
                InputBytes = totals.Sum(TaskMetric.InputBytes),
                OutputBytes = totals.Sum(TaskMetric.OutputBytes),
                ShuffleReadBytes = totals.Sum(TaskMetric.ShuffleReadBytes),
                ShuffleReadBytesMax = stage.Tasks.Distribution(TaskMetric.ShuffleReadBytes).Max,
                ShuffleWriteBytes = totals.Sum(TaskMetric.ShuffleWriteBytes),
                MemorySpilledBytes = totals.Sum(TaskMetric.MemorySpilledBytes),
                DiskSpilledBytes = totals.Sum(TaskMetric.DiskSpilledBytes),
                PeakExecutionMemoryBytes = stage.Tasks.Distribution(TaskMetric.PeakExecutionMemoryBytes).Max,
            },
            stage.Job is { } job ? [job] : []);
    }
}
