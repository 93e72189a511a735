using DbxServerless.Simulator.Rows;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>pipeline_baselines</c>.</summary>
internal sealed class PipelineBaselinesAnswers : DatasetAnswers
{
    public override string Dataset => "pipeline_baselines";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
    };

    private static Result Records(Reading reading) => Result.Of(WholeUpdate.All(reading)
        .Where(update => update.Result is not null && update.LastSeen >= reading.AsOf.AddDays(-30))
        .GroupBy(update => (update.WorkspaceId, update.PipelineId))
        .Select(updates =>
        {
            var pipeline = updates.First().Pipeline;
            var completed = updates.Where(update => update.Result == "COMPLETED").ToList();
            var ends = completed.Select(update => update.LastSeen).Order().ToList();
            var normal = completed.Where(update => update.UpdateType is null or "REFRESH").Select(update => (double?)update.Seconds).ToList();
            return new BaselineRow(updates.Key.WorkspaceId, updates.Key.PipelineId, pipeline?.Name, pipeline?.PipelineType, pipeline?.DeleteTime,
                updates.Max(update => update.LastSeen), ends.Count == 0 ? null : ends[^1], updates.LongCount(),
                updates.Average(update => update.Result switch { "COMPLETED" => 1.0, "FAILED" => 0.0, _ => (double?)null }),
                normal.Percentile(0.5), normal.Percentile(0.95),
                ends.Zip(ends.Skip(1), (one, next) => (double?)Statistics.Seconds(one, next)).Percentile(0.5));
        }));

    private sealed record BaselineRow(
        string WorkspaceId, string PipelineId, string? PipelineName, string? PipelineType, DateTimeOffset? DeleteTime, DateTimeOffset LastUpdate,
        DateTimeOffset? LastSuccess, [property: ColumnName("updates_30d")] long Updates, [property: ColumnName("success_30d")] double? Success,
        [property: ColumnName("median_seconds_30d")] double? MedianSeconds, [property: ColumnName("p95_seconds_30d")] double? P95Seconds,
        [property: ColumnName("median_gap_30d")] double? MedianGap);
}
