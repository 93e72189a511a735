namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>A job run as REST and the system tables know it.</summary>
/// <param name="RunId">The run, the same for all its tasks and repairs.</param>
/// <param name="JobId">Its job.</param>
/// <param name="LogicalJob">The name under which runs of the same work are the same.</param>
/// <param name="StartTime">When it started: the event time of its application and insights.</param>
public sealed record SparkRunOrigin(string RunId, string? JobId, string? LogicalJob, DateTimeOffset? StartTime)
{
    /// <summary>Key of each task by the id of its task run, of those that used the context.</summary>
    public IReadOnlyDictionary<string, string> TaskKeys { get; init; } = new Dictionary<string, string>();
}
