using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>notable_queries</c>.</summary>
internal sealed class NotableQueriesAnswers : DatasetAnswers
{
    public override string Dataset => "notable_queries";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
        ["queries"] = Queries,
        ["concurrency"] = Concurrency,
    };

    private static Result Records(Reading reading)
    {
        var from = reading.ChangedFrom;
        var slow = reading.Int64("slow_query_ms");
        var costly = reading.Int64("costly_task_ms");
        return Result.Of(reading.QueryHistory
            .Where(row => row.UpdateTime >= from && reading.IsInShard(row.WorkspaceId, row.StatementId) && reading.IsWanted(row.WorkspaceId)
                && (row.ExecutionStatus == "FAILED" || row.TotalDurationMs >= slow || row.TotalTaskDurationMs >= costly))
            .Select(row => new QueryRow(row.WorkspaceId, row.StatementId,
                row.ExecutionStatus == "FAILED" ? "FAILED" : row.TotalDurationMs >= slow ? "SLOW" : "COSTLY",
                row.ExecutionStatus, row.Compute?.Type, row.Compute?.WarehouseId, row.StatementType, row.StatementText, row.ErrorMessage, row.ExecutedBy,
                row.ClientApplication, row.StartTime, row.EndTime, row.TotalDurationMs, row.WaitingForComputeDurationMs, row.WaitingAtCapacityDurationMs,
                row.CompilationDurationMs, row.ExecutionDurationMs, row.TotalTaskDurationMs, row.ReadBytes, row.ReadRows, row.ReadFiles, row.PrunedFiles,
                row.ProducedRows, row.WrittenBytes, row.SpilledLocalBytes, row.ShuffleReadBytes, row.QuerySource?.JobInfo?.JobId,
                row.QuerySource?.JobInfo?.JobRunId, row.QuerySource?.DashboardId)));
    }

    private static Result Queries(Reading reading) => Result.Of(Windows(reading)
        .GroupBy(query => (query.WorkspaceId, query.WarehouseId))
        .Select(queries =>
        {
            var seconds = queries.Select(query => query.Row.TotalDurationMs / 1000.0).ToList();
            return new QueriesRow(queries.Key.WorkspaceId, queries.Key.WarehouseId, queries.LongCount(),
                queries.LongCount(query => query.Row.ExecutionStatus == "FAILED"),
                seconds.Percentile(0.5), seconds.Percentile(0.95), seconds.Percentile(0.99));
        }));

    private static Result Concurrency(Reading reading) => Result.Of(Windows(reading)
        .GroupBy(query => (query.WorkspaceId, query.WarehouseId))
        .Select(queries =>
        {
            long atOnce = 0, most = long.MinValue;
            // At the same instant ends come first.
            foreach (var (_, step) in queries.SelectMany(query => new[] { (query.Began, 1), (query.Row.EndTime, -1) }).OrderBy(edge => edge))
                most = Math.Max(most, atOnce += step);
            return new ConcurrencyRow(queries.Key.WorkspaceId, queries.Key.WarehouseId, most);
        }));

    /// <summary>The queries of the last hour without their warehouse, and those of the sliding window with it.</summary>
    private static IEnumerable<(string WorkspaceId, string? WarehouseId, QueryHistoryRow Row, DateTimeOffset Began)> Windows(Reading reading)
    {
        var asOf = reading.AsOf;
        var sliding = reading.Timestamp("queries_since");
        var rows = reading.QueryHistory
            .Where(row => row.EndTime <= asOf && row.StartTime >= asOf.AddDays(-3) && reading.IsWanted(row.WorkspaceId)).ToList();
        return rows.Where(row => row.EndTime > asOf.AddHours(-1))
            .Select(row => (row.WorkspaceId, (string?)null, row, Later(row.StartTime, asOf.AddHours(-1))))
            .Concat(rows.Where(row => row.EndTime > sliding)
                .Select(row => (row.WorkspaceId, (string?)(row.Compute?.WarehouseId ?? "serverless"), row, Later(row.StartTime, sliding))));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed record QueryRow(
        string WorkspaceId, string StatementId, string Reason, string ExecutionStatus, string? ComputeType, string? WarehouseId, string? StatementType,
        string? StatementText, string? ErrorMessage, string? ExecutedBy, string? ClientApplication, DateTimeOffset StartTime, DateTimeOffset EndTime,
        long? TotalDurationMs, long? WaitingForComputeDurationMs, long? WaitingAtCapacityDurationMs, long? CompilationDurationMs, long? ExecutionDurationMs,
        long? TotalTaskDurationMs, long? ReadBytes, long? ReadRows, long? ReadFiles, long? PrunedFiles, long? ProducedRows, long? WrittenBytes,
        long? SpilledLocalBytes, long? ShuffleReadBytes, string? JobId, string? JobRunId, string? DashboardId);

    private sealed record QueriesRow(string WorkspaceId, string? WarehouseId, long Queries, long Errors, double? P50, double? P95, double? P99);

    private sealed record ConcurrencyRow(string WorkspaceId, string? WarehouseId, long MostRunning);
}
