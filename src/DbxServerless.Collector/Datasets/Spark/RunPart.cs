using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>What of a Spark application belongs to one job run, or to none.</summary>
internal sealed class RunPart(SparkApplication application, InsightReport report, SparkLogOrigin origin, SparkRunOrigin? run)
{
    public SparkApplication Application => application;

    public InsightReport Report => report;

    public SparkLogOrigin Origin => origin;

    public SparkRunOrigin? Run => run;

    /// <summary>Whether the context served anything else.</summary>
    public bool IsShared { get; set; }

    public List<SparkJob> Jobs { get; } = [];

    public List<SparkStage> Stages { get; } = [];

    public List<RunQuery> Queries { get; } = [];

    /// <summary>Worst first.</summary>
    public List<Insight> Insights { get; } = [];

    public bool IsEmpty => Jobs.Count + Stages.Count + Queries.Count + Insights.Count == 0;

    /// <summary>Epoch milliseconds.</summary>
    public long? Start => IsShared ? Jobs.Min(job => job.SubmissionTime) : application.StartTime ?? application.FirstEventTime;

    public long? End => IsShared ? Jobs.Max(job => job.CompletionTime) : application.EndTime ?? application.LastEventTime;

    /// <summary>Stays the same when the log grows and others come to share the context.</summary>
    public DateTimeOffset EventTime =>
        run?.StartTime ?? Instant(run is null ? null : Jobs.Min(job => job.SubmissionTime)) ?? Instant(application.StartTime ?? application.FirstEventTime) ?? origin.Time;

    public static DateTimeOffset? Instant(long? milliseconds) => milliseconds is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;

    /// <summary>The record with all that joins it, for a thing that these jobs ran.</summary>
    public TRecord Join<TRecord>(TRecord record, IEnumerable<SparkJob> jobs)
        where TRecord : SparkRecord
    {
        var runs = jobs.Select(job => job.Run).Where(known => known.TaskRunId is not null).DistinctBy(known => known.TaskRunId).Take(2).ToList();
        var (taskRunId, taskKey) = (runs, run?.TaskKeys.Count) switch
        {
            ([var only], _) => (only.TaskRunId, only.TaskKey ?? run?.TaskKeys.GetValueOrDefault(only.TaskRunId!)),
            ([], 1) => (run!.TaskKeys.First().Key, run.TaskKeys.First().Value),
            _ => ((string?)null, (string?)null),
        };
        return record with
        {
            ClusterId = origin.ClusterId,
            SparkContextId = origin.SparkContextId,
            JobId = run?.JobId,
            RunId = run?.RunId,
            TaskRunId = taskRunId,
            TaskKey = taskKey,
            LogicalJob = run?.LogicalJob,
        };
    }
}
