using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights;

/// <summary>Where a finding is: whichever of these apply. An empty place is the whole application.</summary>
public sealed record Place
{
    /// <summary>Spark's job.</summary>
    public long? JobId { get; init; }

    public long? StageId { get; init; }

    public int? Attempt { get; init; }

    public long? SqlExecutionId { get; init; }

    /// <summary>Position of the operator in the plan, counted from the root.</summary>
    public int? PlanNodeId { get; init; }

    public string? PlanNode { get; init; }

    public string? ExecutorId { get; init; }

    public string? Host { get; init; }

    public string? StreamingQuery { get; init; }

    public string? Table { get; init; }

    /// <summary>Databricks' job, run of the job and task, where one log holds several.</summary>
    public string? DatabricksJobId { get; init; }

    public string? DatabricksRunId { get; init; }

    public string? DatabricksTaskKey { get; init; }

    public static Place Application { get; } = new();

    public static Place Of(SparkStage stage) => new Place
    {
        JobId = stage.Job?.JobId,
        StageId = stage.StageId,
        Attempt = stage.Attempt,
        SqlExecutionId = stage.Job?.SqlExecutionId,
    }.In(stage.Job?.Run);

    public static Place Of(SparkJob job) => new Place { JobId = job.JobId, SqlExecutionId = job.SqlExecutionId }.In(job.Run);

    public static Place Of(SqlExecution execution) => new Place { SqlExecutionId = execution.ExecutionId }.In(execution.Run);

    public static Place Of(SqlExecution execution, PlanNode node) =>
        Of(execution) with { PlanNodeId = node.Id, PlanNode = node.Name.Trim() };

    public static Place Of(SparkExecutor executor) => new() { ExecutorId = executor.Id, Host = executor.Host };

    public static Place Of(StreamingQuery query) => new() { StreamingQuery = query.Name ?? query.Id ?? query.RunId };

    /// <summary>The parts that are known, by their names in JSON.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Parts()
    {
        var parts = new List<KeyValuePair<string, object>>();
        Add("jobId", JobId);
        Add("stageId", StageId);
        Add("attempt", Attempt);
        Add("sqlExecutionId", SqlExecutionId);
        Add("planNodeId", PlanNodeId);
        Add("planNode", PlanNode);
        Add("executorId", ExecutorId);
        Add("host", Host);
        Add("streamingQuery", StreamingQuery);
        Add("table", Table);
        Add("databricksJobId", DatabricksJobId);
        Add("databricksRunId", DatabricksRunId);
        Add("databricksTaskKey", DatabricksTaskKey);
        return parts;

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                parts.Add(new KeyValuePair<string, object>(name, value));
            }
        }
    }

    /// <summary>In words, for example <c>stage 3, SQL execution 12, node 4 (SortMergeJoin)</c>.</summary>
    public override string ToString()
    {
        List<string> words = [];
        Add(StageId is null ? null : Attempt > 0 ? $"stage {StageId} attempt {Attempt}" : $"stage {StageId}");
        Add(JobId is null || StageId is not null ? null : $"job {JobId}");
        Add(SqlExecutionId is null ? null : $"SQL execution {SqlExecutionId}");
        Add(PlanNodeId is null ? null : $"node {PlanNodeId} ({PlanNode})");
        Add(Table is null ? null : $"table {Table}");
        Add(ExecutorId is null ? null : $"executor {ExecutorId}");
        Add(Host is null ? null : $"host {Host}");
        Add(StreamingQuery is null ? null : $"streaming query {StreamingQuery}");
        return words.Count == 0 ? "application" : string.Join(", ", words);

        void Add(string? word)
        {
            if (word is not null)
            {
                words.Add(word);
            }
        }
    }

    private Place In(DatabricksRun? run) =>
        this with { DatabricksJobId = run?.JobId, DatabricksRunId = run?.JobRunId, DatabricksTaskKey = run?.TaskKey };
}
