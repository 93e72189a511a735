using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Queries;

/// <summary>A SQL statement that failed, was slow or was costly.</summary>
public sealed record NotableQuery
{
    /// <summary>Workspace of the statement.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Statement; the query id of the REST interface.</summary>
    [Field(FieldClass.Id)] public required string StatementId { get; init; }

    /// <summary>FAILED, SLOW or COSTLY: the first that applies.</summary>
    [Field(FieldClass.Label)] public required string Reason { get; init; }

    /// <summary>FINISHED, FAILED or CANCELED.</summary>
    [Field(FieldClass.Label)] public required string Status { get; init; }

    /// <summary>WAREHOUSE or SERVERLESS_COMPUTE.</summary>
    [Field(FieldClass.Label)] public string? ComputeType { get; init; }

    /// <summary>SQL warehouse.</summary>
    [Field(FieldClass.Id)] public string? WarehouseId { get; init; }

    /// <summary>SELECT, INSERT, MERGE …</summary>
    [Field(FieldClass.Label)] public string? StatementType { get; init; }

    /// <summary>Text of the statement.</summary>
    [Field(FieldClass.FreeText)] public string? StatementText { get; init; }

    /// <summary>Why it failed.</summary>
    [Field(FieldClass.FreeText)] public string? ErrorMessage { get; init; }

    /// <summary>Who ran it.</summary>
    [Field(FieldClass.Personal)] public string? ExecutedBy { get; init; }

    /// <summary>Program that sent it.</summary>
    [Field(FieldClass.Label)] public string? ClientApplication { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When it ended, without the fetching of results.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Milliseconds in all, without the fetching of results.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Milliseconds of waiting for the warehouse to start.</summary>
    public long? WaitingForComputeMs { get; init; }

    /// <summary>Milliseconds of waiting for a place on a busy warehouse.</summary>
    public long? WaitingAtCapacityMs { get; init; }

    /// <summary>Milliseconds of compiling.</summary>
    public long? CompilationMs { get; init; }

    /// <summary>Milliseconds of executing.</summary>
    public long? ExecutionMs { get; init; }

    /// <summary>Milliseconds of its tasks, summed over cores.</summary>
    public long? TaskMs { get; init; }

    /// <summary>Bytes read.</summary>
    public long? ReadBytes { get; init; }

    /// <summary>Rows read.</summary>
    public long? ReadRows { get; init; }

    /// <summary>Files read.</summary>
    public long? ReadFiles { get; init; }

    /// <summary>Files that statistics let it skip.</summary>
    public long? PrunedFiles { get; init; }

    /// <summary>Rows produced.</summary>
    public long? ProducedRows { get; init; }

    /// <summary>Bytes written.</summary>
    public long? WrittenBytes { get; init; }

    /// <summary>Bytes spilled to local disk.</summary>
    public long? SpilledBytes { get; init; }

    /// <summary>Bytes read in shuffles.</summary>
    public long? ShuffleReadBytes { get; init; }

    /// <summary>Job that ran it.</summary>
    [Field(FieldClass.Id)] public string? JobId { get; init; }

    /// <summary>Job run that ran it.</summary>
    [Field(FieldClass.Id)] public string? JobRunId { get; init; }

    /// <summary>Dashboard that ran it.</summary>
    [Field(FieldClass.Id)] public string? DashboardId { get; init; }
}
