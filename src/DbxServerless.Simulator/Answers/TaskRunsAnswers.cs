using DbxServerless.Simulator.Rows;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>task_runs</c>.</summary>
internal sealed class TaskRunsAnswers : DatasetAnswers
{
    public override string Dataset => "task_runs";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
    };

    private static Result Records(Reading reading)
    {
        var from = reading.ChangedFrom;
        var asOf = reading.AsOf;
        return Result.Of(reading.JobTaskRunTimeline
            .Where(row => reading.IsWanted(row.WorkspaceId))
            .GroupBy(row => (row.WorkspaceId, row.RunId))
            .Where(run => run.Any(row => row.PeriodEndTime >= from) && reading.IsInShard(run.Key.WorkspaceId, run.Key.RunId))
            .Select(run => (run.Key, Slices: run.Where(row => row.PeriodEndTime >= asOf.AddDays(-60)).ToList()))
            .Where(run => run.Slices.Count > 0)
            .Select(run =>
            {
                var slices = run.Slices;
                var result = slices.Select(row => row.ResultState).MaxText();
                var lastSeen = slices.Max(row => row.PeriodEndTime);
                return new TaskRow(run.Key.WorkspaceId, run.Key.RunId, slices.Select(row => row.JobId).MaxText()!,
                    slices.Select(row => row.JobRunId).MaxText(), slices.Select(row => row.ParentRunId).MaxText(),
                    slices.Select(row => row.TaskKey).MaxText()!, WholeRun.StateOf(result, lastSeen, asOf),
                    slices.Select(row => row.TerminationCode).MaxText(), slices.Select(row => row.TerminationType).MaxText(),
                    slices.Min(row => row.PeriodStartTime), result is null ? null : lastSeen,
                    slices.Max(row => row.SetupDurationSeconds), slices.Max(row => row.ExecutionDurationSeconds), slices.Max(row => row.CleanupDurationSeconds),
                    [.. slices.SelectMany(row => row.ComputeIds ?? []).Distinct().Order(StringComparer.Ordinal)])
                {
                    DurationSeconds = slices.Sum(row => Statistics.Seconds(row.PeriodStartTime, row.PeriodEndTime)),
                };
            }));
    }

    private sealed record TaskRow(
        string WorkspaceId, string RunId, string JobId, string? JobRunId, string? ParentRunId, string TaskKey, string State, string? TerminationCode,
        string? TerminationType, DateTimeOffset Started, DateTimeOffset? Ended, long? SetupSeconds, long? ExecutionSeconds, long? CleanupSeconds,
        IReadOnlyList<string> ClusterIds)
    {
        [SqlType("DECIMAL(27,6)")]
        public required decimal DurationSeconds { get; init; }
    }
}
