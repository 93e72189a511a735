using DbxServerless.Simulator.Rows;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>pipeline_updates</c>.</summary>
internal sealed class PipelineUpdatesAnswers : DatasetAnswers
{
    public override string Dataset => "pipeline_updates";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
        ["updates"] = Updates,
        ["durations"] = Durations,
        ["freshness"] = Freshness,
    };

    private static Result Records(Reading reading)
    {
        var from = reading.ChangedFrom;
        return Result.Of(WholeUpdate.All(reading)
            .Where(update => update.LastSeen >= from && reading.IsInShard(update.WorkspaceId, update.UpdateId))
            .Select(update => new UpdateRow(update.WorkspaceId, update.PipelineId, update.UpdateId, update.RequestId, update.Attempt,
                update.Pipeline?.Name, update.Pipeline?.PipelineType, update.UpdateType, update.TriggerType, update.State, update.RunAs, update.Started,
                update.Result is null ? null : update.LastSeen, update.ClusterId)
            {
                DurationSeconds = update.Seconds,
            }));
    }

    private static Result Updates(Reading reading)
    {
        var day = reading.AsOf.AddHours(-24);
        var sliding = reading.Timestamp("pipelines_since");
        var started = WholeUpdate.All(reading).Where(update => update.Started >= day || update.Started >= sliding).ToList();
        return Result.Of(new Func<WholeUpdate, (string WorkspaceId, string? State, string? PipelineId)>[]
        {
            update => (update.WorkspaceId, null, null),
            update => (update.WorkspaceId, update.State, null),
            update => (update.WorkspaceId, null, update.PipelineId),
            update => (update.WorkspaceId, update.State, update.PipelineId),
        }.SelectMany(key => started.GroupBy(key).Select(updates => new UpdatesRow(updates.Key.WorkspaceId, updates.Key.State, updates.Key.PipelineId,
            updates.Select(update => update.Pipeline?.Name).MaxText() ?? "",
            updates.LongCount(update => update.Started >= day),
            updates.LongCount(update => update.Started >= day && update.Attempt > 0),
            updates.LongCount(update => update.Started >= sliding),
            updates.LongCount(update => update.Started >= sliding && update.Attempt > 0)))));
    }

    private static Result Durations(Reading reading)
    {
        var ended = WholeUpdate.All(reading).Where(update => update.Result is not null && update.LastSeen > update.Started).ToList();
        var sliding = reading.Timestamp("pipelines_since");
        return Result.Of(ended.Where(update => update.LastSeen >= reading.AsOf.AddHours(-24))
            .GroupBy(update => update.WorkspaceId)
            .Select(updates => QuantilesRow.Of(updates.Key, null, null, updates))
            .Concat(ended.Where(update => update.LastSeen >= sliding)
                .GroupBy(update => (update.WorkspaceId, update.PipelineId))
                .Select(updates => QuantilesRow.Of(updates.Key.WorkspaceId, updates.Key.PipelineId,
                    updates.Select(update => update.Pipeline?.Name).MaxText() ?? "", updates))));
    }

    private static Result Freshness(Reading reading)
    {
        var since = reading.AsOf.AddDays(-365);
        var pipelines = reading.NewestPipelines();
        var completions = reading.PipelineUpdateTimeline
            .Where(row => row.ResultState == "COMPLETED" && row.PeriodEndTime >= since && reading.IsWanted(row.WorkspaceId))
            .Select(row => (Row: row, Pipeline: pipelines.GetValueOrDefault((row.WorkspaceId, row.PipelineId))))
            .Select(row => (row.Row.WorkspaceId, row.Row.PipelineId, Name: row.Pipeline?.Name ?? "", Type: row.Pipeline?.PipelineType ?? "UNKNOWN",
                row.Row.PeriodEndTime))
            .ToList();
        return Result.Of(completions.GroupBy(row => (row.WorkspaceId, row.Type))
            .Select(rows => new FreshnessRow(rows.Key.WorkspaceId, rows.Key.Type, null, rows.Select(row => row.Name).MaxText()!, rows.Max(row => row.PeriodEndTime)))
            .Concat(completions.GroupBy(row => (row.WorkspaceId, row.PipelineId))
                .Select(rows => new FreshnessRow(rows.Key.WorkspaceId, null, rows.Key.PipelineId, rows.Select(row => row.Name).MaxText()!,
                    rows.Max(row => row.PeriodEndTime)))));
    }

    private sealed record UpdateRow(
        string WorkspaceId, string PipelineId, string UpdateId, string? RequestId, long Attempt, string? PipelineName, string? PipelineType,
        string? UpdateType, string? TriggerType, string State, string? RunAs, DateTimeOffset Started, DateTimeOffset? Ended, string? ClusterId)
    {
        [SqlType("DECIMAL(27,6)")]
        public required decimal DurationSeconds { get; init; }
    }

    private sealed record UpdatesRow(
        string WorkspaceId, string? State, string? PipelineId, string PipelineName, long Updates, long Retries, long SlidingUpdates, long SlidingRetries);

    private sealed record QuantilesRow(string WorkspaceId, string? PipelineId, string? PipelineName, double? P50, double? P95, double? P99)
    {
        public static QuantilesRow Of(string workspaceId, string? pipelineId, string? pipelineName, IEnumerable<WholeUpdate> updates)
        {
            var seconds = updates.Select(update => (double?)update.Seconds).ToList();
            return new QuantilesRow(workspaceId, pipelineId, pipelineName, seconds.Percentile(0.5), seconds.Percentile(0.95), seconds.Percentile(0.99));
        }
    }

    private sealed record FreshnessRow(string WorkspaceId, string? PipelineType, string? PipelineId, string PipelineName, DateTimeOffset NewestSuccess);
}
