namespace DbxServerless.Spark.Application;

/// <summary>Counts of a whole log, and the sums over all its tasks. Events that are there twice count once.</summary>
public sealed class ApplicationTotals
{
    /// <summary>Jobs that started.</summary>
    public long Jobs { get; internal set; }

    /// <summary>Jobs whose end is anything else than success.</summary>
    public long FailedJobs { get; internal set; }

    /// <summary>Stage attempts that completed.</summary>
    public long Stages { get; internal set; }

    /// <summary>Stage attempts that completed with a failure reason.</summary>
    public long FailedStages { get; internal set; }

    /// <summary>SQL executions that started.</summary>
    public long SqlExecutions { get; internal set; }

    public TaskAggregate Tasks { get; } = new();
}
