namespace DbxServerless.Databricks.Jobs;

/// <summary>What a job is to do and when.</summary>
public sealed record JobSettings
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    public JobSchedule? Schedule { get; init; }

    /// <summary>A trigger by files, tables or a period.</summary>
    public JobTrigger? Trigger { get; init; }

    /// <summary>A new run begins whenever the last one ended.</summary>
    public JobContinuous? Continuous { get; init; }

    /// <summary>0 is no limit.</summary>
    public long TimeoutSeconds { get; init; }

    public int? MaxConcurrentRuns { get; init; }

    /// <summary>SINGLE_TASK or MULTI_TASK.</summary>
    public string? Format { get; init; }

    /// <summary>Up to a hundred, and only where details are asked for.</summary>
    public IReadOnlyList<JobCluster> JobClusters { get; init => field = value ?? []; } = [];

    /// <summary>Up to a hundred, and only where details are asked for.</summary>
    public IReadOnlyList<JobTask> Tasks { get; init => field = value ?? []; } = [];
}
