using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Queries;

/// <summary>All SQL queries of one warehouse, group of users and status that ended within five minutes.</summary>
public sealed record QueryAggregate
{
    /// <summary>Workspace of the queries.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>SQL warehouse; null for serverless compute.</summary>
    [Field(FieldClass.Id)] public string? WarehouseId { get; init; }

    /// <summary>people or service_principals: user names of people are mail addresses.</summary>
    [Field(FieldClass.Label)] public required string UserGroup { get; init; }

    /// <summary>FINISHED, FAILED or CANCELED.</summary>
    [Field(FieldClass.Label)] public required string Status { get; init; }

    /// <summary>First instant of the five minutes.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Whether no more queries are expected to arrive for these five minutes.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>Number of queries.</summary>
    public required long Queries { get; init; }

    /// <summary>How many of them have a record of their own.</summary>
    public required long NotableQueries { get; init; }

    /// <summary>How many of them came from the result cache.</summary>
    public required long CachedQueries { get; init; }

    /// <summary>Milliseconds of all queries.</summary>
    public required long DurationMs { get; init; }

    /// <summary>Milliseconds of the longest query.</summary>
    public required long MaxDurationMs { get; init; }

    /// <summary>Milliseconds of waiting for warehouses to start or for a place on them.</summary>
    public required long WaitingMs { get; init; }

    /// <summary>Milliseconds of tasks, summed over cores.</summary>
    public required long TaskMs { get; init; }

    /// <summary>Bytes read.</summary>
    public required long ReadBytes { get; init; }

    /// <summary>Bytes spilled to local disk.</summary>
    public required long SpilledBytes { get; init; }

    /// <summary>Number of queries by duration: up to 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 900 and 3600 seconds, and longer; each query in one of the twelve.</summary>
    public required IReadOnlyList<long> DurationCounts { get; init; }
}
