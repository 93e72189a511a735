using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>A job as it is defined now: when it runs, and how long it may take.</summary>
public sealed record JobDefinition
{
    /// <summary>Workspace of the job.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Job; unique only inside its workspace.</summary>
    [Field(FieldClass.Id)] public required string JobId { get; init; }

    /// <summary>Its name.</summary>
    [Field(FieldClass.Label)] public string? JobName { get; init; }

    /// <summary>Name under which runs of the same work are the same.</summary>
    [Field(FieldClass.Label)] public required string LogicalJob { get; init; }

    /// <summary>Who created it.</summary>
    [Field(FieldClass.Personal)] public string? CreatorUserName { get; init; }

    /// <summary>As whom it runs.</summary>
    [Field(FieldClass.Personal)] public string? RunAsUserName { get; init; }

    /// <summary>What starts it: SCHEDULE, CONTINUOUS, FILE_ARRIVAL, TABLE_UPDATE, PERIODIC, or MANUAL when nothing does by itself.</summary>
    [Field(FieldClass.Label)] public required string TriggerKind { get; init; }

    /// <summary>Whether what starts it is paused.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>Its schedule as a Quartz expression.</summary>
    [Field(FieldClass.Label)] public string? Schedule { get; init; }

    /// <summary>Time zone of the schedule.</summary>
    [Field(FieldClass.Label)] public string? TimeZone { get; init; }

    /// <summary>When the schedule starts it next, as of the last collection; null when it is paused or has no schedule that can be read.</summary>
    public DateTimeOffset? NextStartTime { get; init; }

    /// <summary>Seconds after which Databricks ends a run; null is never.</summary>
    public long? TimeoutSeconds { get; init; }

    /// <summary>Seconds that a run may take by the settings or the job's tag.</summary>
    public required long SlaSeconds { get; init; }

    /// <summary>Runs that may run at the same time.</summary>
    public int? MaxConcurrentRuns { get; init; }

    /// <summary>Its tags.</summary>
    [Field(FieldClass.Label)] public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateTime { get; init; }
}
