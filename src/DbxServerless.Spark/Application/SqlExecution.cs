namespace DbxServerless.Spark.Application;

/// <summary>One SQL execution: a query or a command. Times are epoch milliseconds.</summary>
public sealed class SqlExecution
{
    internal SqlExecution(long executionId) => ExecutionId = executionId;

    public long ExecutionId { get; }

    /// <summary>The execution that this one is a part of; itself for a whole query, null when Spark does not say.</summary>
    public long? RootExecutionId { get; internal set; }

    /// <summary>False for the parts of another execution.</summary>
    public bool IsRoot => RootExecutionId is null || RootExecutionId == ExecutionId;

    /// <summary>Free text.</summary>
    public string? Description { get; internal set; }

    public long? StartTime { get; internal set; }

    /// <summary>Null while it runs, or when the log ends before it.</summary>
    public long? EndTime { get; internal set; }

    public long? DurationMs => EndTime - StartTime;

    /// <summary>True when the end names an error, or, before Spark 3.4, when a job of the execution failed.</summary>
    public bool HasFailed => !string.IsNullOrEmpty(Error) || (Error is null && OwnJobs.Exists(job => job.HasFailed));

    /// <summary>Empty for success, null when the log does not say. Cut. Free text.</summary>
    public string? Error { get; internal set; }

    /// <summary>The plan as it was last: adaptive execution replaces it while the query runs.</summary>
    public PlanNode? Plan { get; internal set; }

    /// <summary>Operator names of the first plan in the order of <see cref="PlanNode.All"/>; the same as the plan's when it never changed.</summary>
    public IReadOnlyList<string> InitialOperators => FirstOperators ?? Plan?.All().Select(node => node.Name).ToList() ?? [];

    /// <summary>How often adaptive execution replaced the plan.</summary>
    public int Replans { get; internal set; }

    /// <summary>Metrics that adaptive execution announced without a place in the plan.</summary>
    public IReadOnlyList<PlanMetric> AdaptiveMetrics => MoreMetrics;

    /// <summary>Spark properties that differ from the session's for this execution.</summary>
    public IReadOnlyDictionary<string, string> ModifiedConfigs { get; internal set; } = new Dictionary<string, string>();

    /// <summary>Spark 4.</summary>
    public string? JobGroup { get; internal set; }

    public IReadOnlyList<SparkJob> Jobs => OwnJobs;

    /// <summary>What Databricks says of the first of its jobs; empty when it had none.</summary>
    public DatabricksRun Run => Jobs.Count > 0 ? Jobs[0].Run : new DatabricksRun();

    internal List<SparkJob> OwnJobs { get; } = [];

    internal bool HasStarted { get; set; }

    internal List<string>? FirstOperators { get; set; }

    internal List<PlanMetric> MoreMetrics { get; } = [];
}
