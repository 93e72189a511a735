using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>query_aggregates</c>.</summary>
internal sealed class QueryAggregatesAnswers : DatasetAnswers
{
    private const long BucketMs = 300_000;

    private static readonly long[] DurationBounds = [100, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, long.MaxValue];

    public override string Dataset => "query_aggregates";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
    };

    private static Result Records(Reading reading)
    {
        var from = reading.ChangedFrom;
        var slow = reading.Int64("slow_query_ms");
        var costly = reading.Int64("costly_task_ms");
        var firstBucket = (long)Math.Floor((from.ToUnixTimeMilliseconds() - 172_800_000) / (double)BucketMs);
        var closedBefore = reading.AsOf.ToUnixTimeMilliseconds() - 7_200_000;
        return Result.Of(reading.QueryHistory
            .Where(row => row.EndTime >= from.AddDays(-2) && row.StartTime >= from.AddDays(-4) && reading.IsWanted(row.WorkspaceId))
            .GroupBy(row => (row.WorkspaceId, Warehouse: row.Compute?.WarehouseId ?? "",
                Group: row.ExecutedBy?.Contains('@') == true ? "people" : "service_principals", row.ExecutionStatus,
                Bucket: (long)Math.Floor(row.EndTime.ToUnixTimeMilliseconds() / (double)BucketMs)))
            .Where(rows => rows.Key.Bucket > firstBucket && rows.Any(row => row.UpdateTime >= from)
                && reading.IsInShard(rows.Key.WorkspaceId, rows.Key.Warehouse))
            .Select(rows => new AggregateRow(rows.Key.WorkspaceId, rows.Key.Warehouse, rows.Key.Group, rows.Key.ExecutionStatus, rows.Key.Bucket,
                (rows.Key.Bucket + 1) * BucketMs <= closedBefore,
                rows.LongCount(),
                rows.LongCount(row => row.ExecutionStatus == "FAILED" || row.TotalDurationMs >= slow || row.TotalTaskDurationMs >= costly),
                rows.LongCount(row => row.FromResultCache == true),
                Between(rows, 0), Between(rows, 1), Between(rows, 2), Between(rows, 3), Between(rows, 4), Between(rows, 5),
                Between(rows, 6), Between(rows, 7), Between(rows, 8), Between(rows, 9), Between(rows, 10), Between(rows, 11),
                rows.Sum(row => row.TotalDurationMs) ?? 0,
                rows.Max(row => row.TotalDurationMs) ?? 0,
                rows.Sum(row => (row.WaitingForComputeDurationMs ?? 0) + (row.WaitingAtCapacityDurationMs ?? 0)),
                rows.Sum(row => row.TotalTaskDurationMs) ?? 0,
                rows.Sum(row => row.ReadBytes) ?? 0,
                rows.Sum(row => row.SpilledLocalBytes) ?? 0)));
    }

    private static long Between(IEnumerable<QueryHistoryRow> rows, int bucket) => rows.LongCount(row =>
        (row.TotalDurationMs ?? 0) <= DurationBounds[bucket] && (bucket == 0 || (row.TotalDurationMs ?? 0) > DurationBounds[bucket - 1]));

    private sealed record AggregateRow(
        string WorkspaceId, string WarehouseId, string UserGroup, string ExecutionStatus, long Bucket, bool IsClosed, long Queries, long NotableQueries,
        long CachedQueries,
        long Duration0, long Duration1, long Duration2, long Duration3, long Duration4, long Duration5, long Duration6,
        long Duration7, long Duration8, long Duration9, long Duration10, long Duration11,
        long DurationMs, long MaxDurationMs, long WaitingMs, long TaskMs, long ReadBytes, long SpilledBytes);
}
