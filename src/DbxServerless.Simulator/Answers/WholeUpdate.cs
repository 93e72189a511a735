using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Answers;

/// <summary>A pipeline update folded from its slices, with its place among the updates of its request.</summary>
internal sealed record WholeUpdate
{
    public required string WorkspaceId { get; init; }

    public required string PipelineId { get; init; }

    public required string UpdateId { get; init; }

    public string? RequestId { get; init; }

    public long Attempt { get; init; }

    public PipelinesRow? Pipeline { get; init; }

    public string? UpdateType { get; init; }

    public string? TriggerType { get; init; }

    public string? RunAs { get; init; }

    public string? ClusterId { get; init; }

    public string? Result { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    public required decimal Seconds { get; init; }

    public static IEnumerable<WholeUpdate> All(Reading reading)
    {
        var asOf = reading.AsOf;
        var pipelines = reading.NewestPipelines();
        return reading.PipelineUpdateTimeline
            .Where(row => row.PeriodEndTime >= asOf.AddDays(-60) && reading.IsWanted(row.WorkspaceId))
            .GroupBy(row => (row.WorkspaceId, row.UpdateId))
            .Select(update => Fold(update.Key.WorkspaceId, update.Key.UpdateId, [.. update], pipelines, asOf))
            .GroupBy(update => (update.WorkspaceId, Request: update.RequestId ?? update.UpdateId))
            .SelectMany(request => request
                .OrderBy(update => update.Started).ThenBy(update => update.UpdateId, StringComparer.Ordinal)
                .Select((update, place) => update with { Attempt = place }));
    }

    private static WholeUpdate Fold(
        string workspaceId, string updateId, List<PipelineUpdateTimelineRow> slices, Dictionary<(string, string), PipelinesRow> pipelines, DateTimeOffset asOf)
    {
        var pipelineId = slices.Select(row => row.PipelineId).MaxText()!;
        var result = slices.Select(row => row.ResultState).MaxText();
        var lastSeen = slices.Max(row => row.PeriodEndTime);
        return new WholeUpdate
        {
            WorkspaceId = workspaceId,
            PipelineId = pipelineId,
            UpdateId = updateId,
            RequestId = slices.Select(row => row.RequestId).MaxText(),
            Pipeline = pipelines.GetValueOrDefault((workspaceId, pipelineId)),
            UpdateType = slices.Select(row => row.UpdateType).MaxText(),
            TriggerType = slices.Select(row => row.TriggerType).MaxText(),
            RunAs = slices.Select(row => row.RunAsUserName).MaxText(),
            ClusterId = slices.Select(row => row.Compute?.ClusterId).MaxText(),
            Result = result,
            State = WholeRun.StateOf(result, lastSeen, asOf),
            Started = slices.Min(row => row.PeriodStartTime),
            LastSeen = lastSeen,
            Seconds = slices.Sum(row => Statistics.Seconds(row.PeriodStartTime, row.PeriodEndTime)),
        };
    }
}
