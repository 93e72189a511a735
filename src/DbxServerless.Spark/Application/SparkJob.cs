namespace DbxServerless.Spark.Application;

/// <summary>One Spark job (an action). Times are epoch milliseconds.</summary>
public sealed class SparkJob
{
    internal SparkJob(long jobId) => JobId = jobId;

    public long JobId { get; }

    /// <summary>Null when the log holds the job's end but not its start.</summary>
    public long? SubmissionTime { get; internal set; }

    /// <summary>Null while the job runs, or when the log ends before it.</summary>
    public long? CompletionTime { get; internal set; }

    public long? DurationMs => CompletionTime - SubmissionTime;

    public bool HasFailed { get; internal set; }

    /// <summary>Why it failed, cut. Free text.</summary>
    public string? Error { get; internal set; }

    /// <summary>Stages that the job names; some were skipped because an earlier job had made their output.</summary>
    public IReadOnlyList<long> StageIds { get; internal set; } = [];

    /// <summary>Stage attempts of this job that ran. A stage that several jobs name belongs to the one that was running when it was submitted.</summary>
    public IReadOnlyList<SparkStage> Stages => OwnStages;

    /// <summary>Free text.</summary>
    public string? Description { get; internal set; }

    public string? JobGroup { get; internal set; }

    public string? SchedulerPool { get; internal set; }

    /// <summary>The SQL execution that started the job, if any.</summary>
    public long? SqlExecutionId { get; internal set; }

    public long? RootSqlExecutionId { get; internal set; }

    public DatabricksRun Run { get; internal set; } = new();

    internal List<SparkStage> OwnStages { get; } = [];

    internal bool HasStarted { get; set; }

    internal bool HasEnded { get; set; }
}
