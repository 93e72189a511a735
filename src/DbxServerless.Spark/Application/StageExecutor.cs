namespace DbxServerless.Spark.Application;

/// <summary>What one executor did in one stage attempt.</summary>
public sealed class StageExecutor
{
    internal StageExecutor(SparkExecutor executor) => Executor = executor;

    public SparkExecutor Executor { get; }

    public long Tasks { get; internal set; }

    public long FailedTasks { get; internal set; }

    /// <summary>Sum of the tasks' durations, milliseconds.</summary>
    public long DurationMs { get; internal set; }

    public long RunTimeMs { get; internal set; }

    public long InputBytes { get; internal set; }

    public long ShuffleReadBytes { get; internal set; }

    public long MaxDurationMs { get; internal set; }
}
