using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>What all records about a Spark application have in common: by which they join runs, tasks and clusters.</summary>
public abstract record SparkRecord
{
    /// <summary>Workspace of the cluster.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Cluster that ran it; null for serverless compute.</summary>
    [Field(FieldClass.Id)] public string? ClusterId { get; init; }

    /// <summary>Life of the driver, a new one after each restart of the cluster; null for serverless compute.</summary>
    [Field(FieldClass.Id)] public string? SparkContextId { get; init; }

    /// <summary>Job whose run it was; null for interactive work.</summary>
    [Field(FieldClass.Id)] public string? JobId { get; init; }

    /// <summary>Run of the job; null for interactive work.</summary>
    [Field(FieldClass.Id)] public string? RunId { get; init; }

    /// <summary>Run of the task; null when it is of several tasks, or the log does not tell.</summary>
    [Field(FieldClass.Id)] public string? TaskRunId { get; init; }

    /// <summary>Key of the task; null when it is of several tasks, or neither log nor run tell.</summary>
    [Field(FieldClass.Label)] public string? TaskKey { get; init; }

    /// <summary>Name under which runs of the same work are the same; null for interactive work.</summary>
    [Field(FieldClass.Label)] public string? LogicalJob { get; init; }

    /// <summary>Whether the log was not complete when it was analysed. A later analysis of the whole log replaces the record.</summary>
    public required bool IsPartial { get; init; }
}
