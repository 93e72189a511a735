using DbxServerless.Simulator.Rows;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>warehouse_baselines</c>.</summary>
internal sealed class WarehouseBaselinesAnswers : DatasetAnswers
{
    public override string Dataset => "warehouse_baselines";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
    };

    private static Result Records(Reading reading) => Result.Of(reading.QueryHistory
        .Where(row => row.EndTime >= reading.AsOf.AddDays(-7) && row.StartTime >= reading.AsOf.AddDays(-9) && row.Compute?.WarehouseId is not null
            && reading.IsWanted(row.WorkspaceId))
        .GroupBy(row => (row.WorkspaceId, WarehouseId: row.Compute!.WarehouseId!))
        .Select(rows =>
        {
            var finished = rows.Select(row => row.ExecutionStatus == "FINISHED" ? (double?)row.TotalDurationMs : null).ToList();
            return new BaselineRow(rows.Key.WorkspaceId, rows.Key.WarehouseId, rows.Max(row => row.EndTime), rows.LongCount(),
                rows.LongCount(row => row.ExecutionStatus == "FAILED"), finished.Average(), finished.Percentile(0.5), finished.Percentile(0.95));
        }));

    private sealed record BaselineRow(
        string WorkspaceId, string WarehouseId, DateTimeOffset LastQuery, [property: ColumnName("queries_7d")] long Queries,
        [property: ColumnName("failed_7d")] long Failed, [property: ColumnName("mean_ms_7d")] double? MeanMs,
        [property: ColumnName("median_ms_7d")] double? MedianMs, [property: ColumnName("p95_ms_7d")] double? P95Ms);
}
