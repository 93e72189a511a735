using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>
/// One whole SQL query or command of a Spark application, its parts included. Failed ones and those with the most task time; the others are left off.
/// </summary>
public sealed record SparkQueryRecord : SparkRecord
{
    /// <summary>SQL execution, unique in its Spark context.</summary>
    [Field(FieldClass.Id)] public required string QueryId { get; init; }

    /// <summary>Beginning of the query, or the line of code that it comes from.</summary>
    [Field(FieldClass.FreeText)] public string? QueryText { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When it was done; null when the log ends before.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Seconds from begin to end.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Whether it failed.</summary>
    public required bool HasFailed { get; init; }

    /// <summary>Why it failed.</summary>
    [Field(FieldClass.FreeText)] public string? ErrorMessage { get; init; }

    /// <summary>Operators of its final plan.</summary>
    public required long Operators { get; init; }

    /// <summary>How often adaptive execution replaced its plan.</summary>
    public required long Replans { get; init; }

    /// <summary>Spark jobs.</summary>
    public required long Jobs { get; init; }

    /// <summary>Stage attempts that ran.</summary>
    public required long Stages { get; init; }

    /// <summary>Task attempts.</summary>
    public required long Tasks { get; init; }

    /// <summary>Task attempts that failed.</summary>
    public required long FailedTasks { get; init; }

    /// <summary>Seconds that its tasks ran on executors.</summary>
    public required double TaskSeconds { get; init; }

    /// <summary>Bytes read from storage.</summary>
    public required long InputBytes { get; init; }

    /// <summary>Bytes written to storage.</summary>
    public required long OutputBytes { get; init; }

    /// <summary>Bytes read from shuffles.</summary>
    public required long ShuffleReadBytes { get; init; }

    /// <summary>Bytes that spilling wrote to disk.</summary>
    public required long DiskSpilledBytes { get; init; }
}
