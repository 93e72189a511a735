namespace DbxServerless.Spark.Application;

/// <summary>One attempt of a stage. Times are epoch milliseconds.</summary>
public sealed class SparkStage
{
    internal SparkStage(long stageId, int attempt) => (StageId, Attempt) = (stageId, attempt);

    public long StageId { get; }

    public int Attempt { get; }

    /// <summary>The call site, for example <c>collect at Report.scala:12</c>.</summary>
    public string? Name { get; internal set; }

    /// <summary>How many tasks the stage was planned with.</summary>
    public long? NumberOfTasks { get; internal set; }

    public long? SubmissionTime { get; internal set; }

    /// <summary>Null while the stage runs, or when the log ends before it.</summary>
    public long? CompletionTime { get; internal set; }

    public long? DurationMs => CompletionTime - SubmissionTime;

    public bool HasCompleted { get; internal set; }

    public bool HasFailed { get; internal set; }

    /// <summary>Why it failed, cut. Free text.</summary>
    public string? FailureReason { get; internal set; }

    public IReadOnlyList<long> ParentIds { get; internal set; } = [];

    public long ResourceProfileId { get; internal set; }

    /// <summary>Partitions of RDDs and whether they were cached, as far as the stage tells.</summary>
    public IReadOnlyList<StageRdd> Rdds { get; internal set; } = [];

    /// <summary>What the tasks did.</summary>
    public StageTasks Tasks { get; } = new();

    /// <summary>The job that ran this attempt; null when the log does not tell.</summary>
    public SparkJob? Job { get; internal set; }

    /// <summary>The nodes of SQL plans whose metrics this stage updated.</summary>
    public IReadOnlyList<PlanNode> PlanNodes => OwnPlanNodes;

    /// <summary>
    /// Spark's and Databricks' own accumulators of the stage that task metrics do not have, by name without
    /// <c>internal.metrics.</c>, for example <c>photonizedTaskTimeNs</c>. Filled when the stage completes.
    /// </summary>
    public IReadOnlyDictionary<string, long> InternalMetrics { get; internal set; } = new Dictionary<string, long>();

    internal List<PlanNode> OwnPlanNodes { get; } = [];

    internal bool IsKnownFromStageEvent { get; set; }

    internal bool IsSubmitted { get; set; }

    internal SparkStage? NextAttempt { get; set; }
}
