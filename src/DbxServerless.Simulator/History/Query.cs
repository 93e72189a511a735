namespace DbxServerless.Simulator.History;

/// <summary>A SQL statement: what really happened.</summary>
public sealed record Query(string WorkspaceId, string StatementId, DateTimeOffset Start, string Status, string ExecutedBy)
{
    /// <summary>Null for serverless notebooks and jobs.</summary>
    public string? WarehouseId { get; init; }

    public required string Type { get; init; }

    public required string Text { get; init; }

    public string? Error { get; init; }

    public required string Client { get; init; }

    public required long WaitingForComputeMs { get; init; }

    public required long WaitingAtCapacityMs { get; init; }

    public required long CompilationMs { get; init; }

    public required long ExecutionMs { get; init; }

    public long FetchMs { get; init; }

    public long TaskMs { get; init; }

    public long ReadBytes { get; init; }

    public long ReadRows { get; init; }

    public long ReadFiles { get; init; }

    public long PrunedFiles { get; init; }

    public long ProducedRows { get; init; }

    public long WrittenBytes { get; init; }

    public long SpilledBytes { get; init; }

    public long ShuffleBytes { get; init; }

    public bool FromCache { get; init; }

    public string? JobId { get; init; }

    public string? JobRunId { get; init; }

    public string? JobTaskRunId { get; init; }

    public string? DashboardId { get; init; }

    public long TotalMs => WaitingForComputeMs + WaitingAtCapacityMs + CompilationMs + ExecutionMs;

    public DateTimeOffset End => Start.AddMilliseconds(TotalMs);
}
