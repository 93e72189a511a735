using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>
/// What one job run did on serverless compute, or on one SQL warehouse: what is known of it without an event log, under the names that the records
/// of event logs have for the same.
/// </summary>
public sealed record RunProfile
{
    /// <summary>Workspace of the run.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Job of the run.</summary>
    [Field(FieldClass.Id)] public required string JobId { get; init; }

    /// <summary>Run of the job.</summary>
    [Field(FieldClass.Id)] public required string RunId { get; init; }

    /// <summary>Run of the task; null when it is of several tasks.</summary>
    [Field(FieldClass.Id)] public string? TaskRunId { get; init; }

    /// <summary>Key of the task; null when it is of several tasks.</summary>
    [Field(FieldClass.Label)] public string? TaskKey { get; init; }

    /// <summary>Name under which runs of the same work are the same.</summary>
    [Field(FieldClass.Label)] public required string LogicalJob { get; init; }

    /// <summary>Where it is known from: PROFILE. What is known from event logs says EVENT_LOG.</summary>
    [Field(FieldClass.Label)] public required string Source { get; init; }

    /// <summary>What it ran on: SERVERLESS_COMPUTE or WAREHOUSE.</summary>
    [Field(FieldClass.Label)] public required string ComputeType { get; init; }

    /// <summary>SQL warehouse that it ran on; null for serverless compute.</summary>
    [Field(FieldClass.Id)] public string? WarehouseId { get; init; }

    /// <summary>Start of the run.</summary>
    public required DateTimeOffset RunStartTime { get; init; }

    /// <summary>Start of the first of its tasks there.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>End of the last of its tasks there.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>Seconds from start to end.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>SQL queries and commands; null when none is known (yet).</summary>
    public long? Queries { get; init; }

    /// <summary>SQL queries and commands that failed; null when none is known (yet).</summary>
    public long? FailedQueries { get; init; }

    /// <summary>Core-hours that tasks of its queries took.</summary>
    public double? UsedCoreHours { get; init; }

    /// <summary>What the run was billed for serverless compute, at list prices; null before, and on a warehouse, which is billed as a whole.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Currency of the amount.</summary>
    [Field(FieldClass.Label)] public string? Currency { get; init; }

    /// <summary>What the amount is from: billed.</summary>
    [Field(FieldClass.Label)] public string? Basis { get; init; }

    /// <summary>Seconds that tasks of its queries ran, summed over cores.</summary>
    public double? TaskSeconds { get; init; }

    /// <summary>Bytes that its queries read.</summary>
    public long? InputBytes { get; init; }

    /// <summary>Rows that its queries read.</summary>
    public long? InputRecords { get; init; }

    /// <summary>Bytes that its queries wrote.</summary>
    public long? OutputBytes { get; init; }

    /// <summary>Rows that its queries wrote.</summary>
    public long? OutputRecords { get; init; }

    /// <summary>Bytes that its queries read from shuffles.</summary>
    public long? ShuffleReadBytes { get; init; }

    /// <summary>Bytes that spilling wrote to disk.</summary>
    public long? DiskSpilledBytes { get; init; }
}
