using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>
/// What one job run did in one Spark context. A context that served several runs has a record for each of them, and one without a run for what
/// none of them did; their tasks do not overlap, so that sums are right.
/// </summary>
public sealed record SparkApplicationRecord : SparkRecord
{
    /// <summary>Where it is known from: EVENT_LOG. Profiles of runs on compute without event logs say PROFILE.</summary>
    [Field(FieldClass.Label)] public required string Source { get; init; }

    /// <summary>Id that Spark gave to the application.</summary>
    [Field(FieldClass.Id)] public string? ApplicationId { get; init; }

    /// <summary>Name of the application.</summary>
    [Field(FieldClass.Label)] public string? ApplicationName { get; init; }

    /// <summary>Version of Spark.</summary>
    [Field(FieldClass.Label)] public string? SparkVersion { get; init; }

    /// <summary>Databricks runtime.</summary>
    [Field(FieldClass.Label)] public string? RuntimeVersion { get; init; }

    /// <summary>Node type of the workers.</summary>
    [Field(FieldClass.Label)] public string? NodeType { get; init; }

    /// <summary>Node type of the driver.</summary>
    [Field(FieldClass.Label)] public string? DriverNodeType { get; init; }

    /// <summary>Whether other runs, or interactive work, used the same context.</summary>
    public bool? IsShared { get; init; }

    /// <summary>Start of the run; of the application for what no run did.</summary>
    public required DateTimeOffset RunStartTime { get; init; }

    /// <summary>Start of the application, or of the run's first Spark job where the context is shared.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>End of the application, or of the run's last Spark job where the context is shared; the last event where the log has no end.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Seconds from start to end.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Spark jobs.</summary>
    public long? Jobs { get; init; }

    /// <summary>Spark jobs that failed.</summary>
    public long? FailedJobs { get; init; }

    /// <summary>Stage attempts that ran.</summary>
    public long? Stages { get; init; }

    /// <summary>Stage attempts that failed.</summary>
    public long? FailedStages { get; init; }

    /// <summary>SQL queries and commands.</summary>
    public long? Queries { get; init; }

    /// <summary>SQL queries and commands that failed.</summary>
    public long? FailedQueries { get; init; }

    /// <summary>Task attempts.</summary>
    public long? Tasks { get; init; }

    /// <summary>Task attempts that failed.</summary>
    public long? FailedTasks { get; init; }

    /// <summary>Executors of the context; null where it is shared.</summary>
    public long? Executors { get; init; }

    /// <summary>Cores of executors times the hours that they were there; null where the context is shared.</summary>
    public double? CoreHours { get; init; }

    /// <summary>Core-hours that tasks took.</summary>
    public double? UsedCoreHours { get; init; }

    /// <summary>Core-hours that the insights account for.</summary>
    public double? WastedCoreHours { get; init; }

    /// <summary>What the core-hours cost, without the driver's node; null without a price, or where the context is shared.</summary>
    public decimal? Amount { get; init; }

    /// <summary>What the wasted core-hours cost; null without a price.</summary>
    public decimal? WastedAmount { get; init; }

    /// <summary>Currency of the amounts.</summary>
    [Field(FieldClass.Label)] public string? Currency { get; init; }

    /// <summary>What the amounts are from: estimated, allocated or billed.</summary>
    [Field(FieldClass.Label)] public string? Basis { get; init; }

    /// <summary>Seconds that tasks ran on executors.</summary>
    public double? TaskSeconds { get; init; }

    /// <summary>CPU seconds of tasks.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>Seconds of tasks in which the JVM collected garbage.</summary>
    public double? GcSeconds { get; init; }

    /// <summary>Bytes read from storage.</summary>
    public long? InputBytes { get; init; }

    /// <summary>Records read from storage.</summary>
    public long? InputRecords { get; init; }

    /// <summary>Bytes written to storage.</summary>
    public long? OutputBytes { get; init; }

    /// <summary>Records written to storage.</summary>
    public long? OutputRecords { get; init; }

    /// <summary>Bytes read from shuffles.</summary>
    public long? ShuffleReadBytes { get; init; }

    /// <summary>Bytes written to shuffles.</summary>
    public long? ShuffleWriteBytes { get; init; }

    /// <summary>Bytes of memory that were spilled. Photon's are only in the insights.</summary>
    public long? MemorySpilledBytes { get; init; }

    /// <summary>Bytes that spilling wrote to disk. Photon's are only in the insights.</summary>
    public long? DiskSpilledBytes { get; init; }

    /// <summary>Insights of the run.</summary>
    public long? Insights { get; init; }

    /// <summary>Rule of the worst insight.</summary>
    [Field(FieldClass.Label)] public string? WorstInsight { get; init; }

    /// <summary>Which analysis it is; insights of the record with another one are of an older analysis and no longer hold.</summary>
    [Field(FieldClass.Id)] public string? AnalysisId { get; init; }

    /// <summary>What later runs of the job are compared with: plan shape, configuration, runtime, nodes, bytes and stage timings, as JSON.</summary>
    [Field(FieldClass.Label)] public string? Fingerprint { get; init; }

    /// <summary>Duration divided by that of the typical run before; null unless it was notably slower or costlier.</summary>
    public double? SlowdownRatio { get; init; }

    /// <summary>What differs from the typical run before, one sentence each; null unless it was notably slower or costlier.</summary>
    [Field(FieldClass.FreeText)] public IReadOnlyList<string>? SlowdownReasons { get; init; }

    /// <summary>Cores of a worker, as its executors offer them; null when the log does not tell.</summary>
    public double? CoresPerNode { get; init; }
}
