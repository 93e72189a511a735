using DbxServerless.Simulator.Rows;
using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>job_runs</c>.</summary>
internal sealed class JobRunsAnswers : DatasetAnswers
{
    public override string Dataset => "job_runs";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
        ["runs"] = Runs,
        ["durations"] = Durations,
        ["task_retries"] = TaskRetries,
    };

    private static Result Records(Reading reading)
    {
        var from = reading.ChangedFrom;
        var asOf = reading.AsOf;
        var changed = reading.JobRunTimeline
            .Where(row => row.PeriodEndTime >= from && reading.IsWanted(row.WorkspaceId) && reading.IsInShard(row.WorkspaceId, row.RunId))
            .Select(row => (row.WorkspaceId, row.RunId)).ToHashSet();
        var jobs = reading.NewestJobs();
        return Result.Of(reading.JobRunTimeline
            .Where(row => changed.Contains((row.WorkspaceId, row.RunId)) && row.PeriodEndTime >= asOf.AddDays(-60))
            .GroupBy(row => (row.WorkspaceId, row.RunId))
            .SelectMany(run =>
            {
                var attempts = Attempts(run);
                return attempts.Select((slices, attempt) => Fold(slices, attempt, attempt == attempts.Count - 1, jobs, asOf));
            }));
    }

    /// <summary>The slices of a run by attempt: each result ends one.</summary>
    private static List<List<JobRunTimelineRow>> Attempts(IEnumerable<JobRunTimelineRow> run)
    {
        var attempts = new List<List<JobRunTimelineRow>>();
        var ended = true;
        foreach (var slice in run.OrderBy(row => row.PeriodEndTime).ThenBy(row => row.PeriodStartTime))
        {
            if (ended)
                attempts.Add([]);
            attempts[^1].Add(slice);
            ended = slice.ResultState is not null;
        }

        return attempts;
    }

    private static RunRow Fold(
        List<JobRunTimelineRow> slices, int attempt, bool isLatest, Dictionary<(string, string), JobsRow> jobs, DateTimeOffset asOf)
    {
        var result = slices.Select(row => row.ResultState).MaxText();
        var lastSeen = slices.Max(row => row.PeriodEndTime);
        var jobId = slices.Select(row => row.JobId).MaxText()!;
        return new RunRow
        {
            WorkspaceId = slices[0].WorkspaceId,
            RunId = slices[0].RunId,
            Attempt = attempt,
            JobId = jobId,
            JobName = jobs.GetValueOrDefault((slices[0].WorkspaceId, jobId))?.Name,
            RunName = slices.Select(row => row.RunName).MaxText(),
            RunType = slices.Select(row => row.RunType).MaxText(),
            TriggerType = slices.Select(row => row.TriggerType).MaxText(),
            State = WholeRun.StateOf(result, lastSeen, asOf),
            TerminationCode = slices.Select(row => row.TerminationCode).MaxText(),
            TerminationType = slices.Select(row => row.TerminationType).MaxText(),
            Started = slices.Min(row => row.PeriodStartTime),
            Ended = result is null ? null : lastSeen,
            DurationSeconds = slices.Sum(row => Statistics.Seconds(row.PeriodStartTime, row.PeriodEndTime)),
            ClusterIds = [.. slices.SelectMany(row => row.ComputeIds ?? []).Distinct().Order(StringComparer.Ordinal)],
            SourceTaskRunId = slices.Select(row => row.SourceTaskRunId).MaxText(),
            RootTaskRunId = slices.Select(row => row.RootTaskRunId).MaxText(),
            IsLatest = isLatest,
        };
    }

    private static Result Runs(Reading reading)
    {
        var day = reading.AsOf.AddHours(-24);
        var sliding = reading.Timestamp("jobs_since");
        var started = WholeRun.All(reading).Where(run => run.Started >= day || run.Started >= sliding).ToList();
        return Result.Of(new Func<WholeRun, RunsKey>[]
        {
            run => new RunsKey(run.WorkspaceId, null, null, null),
            run => new RunsKey(run.WorkspaceId, null, null, run.State),
            run => new RunsKey(run.WorkspaceId, run.JobLabel, run.JobName, null),
            run => new RunsKey(run.WorkspaceId, run.JobLabel, run.JobName, run.State),
        }.SelectMany(key => started.GroupBy(key).Select(runs => new RunsRow(runs.Key.WorkspaceId, runs.Key.JobLabel, runs.Key.JobName, runs.Key.State,
            runs.LongCount(run => run.Started >= day),
            runs.LongCount(run => run.Started >= day && run.Seconds > run.SlaSeconds),
            runs.LongCount(run => run.Started >= sliding),
            runs.LongCount(run => run.Started >= sliding && run.Seconds > run.SlaSeconds)))));
    }

    private static Result Durations(Reading reading)
    {
        var ended = WholeRun.All(reading).Where(run => run.State is not ("RUNNING" or "UNKNOWN") && run.LastSeen > run.Started).ToList();
        var sliding = reading.Timestamp("jobs_since");
        return Result.Of(ended.Where(run => run.LastSeen >= reading.AsOf.AddHours(-24))
            .GroupBy(run => run.WorkspaceId)
            .Select(runs => JobQuantilesRow.Of(runs.Key, null, null, runs))
            .Concat(ended.Where(run => run.LastSeen >= sliding)
                .GroupBy(run => (run.WorkspaceId, run.JobLabel, run.JobName))
                .Select(runs => JobQuantilesRow.Of(runs.Key.WorkspaceId, runs.Key.JobLabel, runs.Key.JobName, runs))));
    }

    private static Result TaskRetries(Reading reading)
    {
        var day = reading.AsOf.AddHours(-24);
        var sliding = reading.Timestamp("jobs_since");
        var runs = WholeRun.All(reading).Where(run => run.Started >= day || run.Started >= sliding).ToDictionary(run => (run.WorkspaceId, run.RunId));
        var tasks = reading.JobTaskRunTimeline
            .Where(row => row.JobRunId is { } run && runs.ContainsKey((row.WorkspaceId, run))
                && (row.PeriodEndTime >= day || row.PeriodEndTime >= sliding) && (row.ParentRunId ?? run) == run)
            .GroupBy(row => (row.WorkspaceId, row.JobRunId, row.TaskKey))
            .Select(task => (task.Key.TaskKey, Run: runs[(task.Key.WorkspaceId, task.Key.JobRunId!)],
                Retries: task.Select(row => row.RunId).Distinct().LongCount() - 1))
            .ToList();
        return Result.Of(tasks.Where(task => task.Run.Started >= day)
            .GroupBy(task => task.Run.WorkspaceId)
            .Select(group => new RetriesRow(group.Key, null, null, null, group.Sum(task => task.Retries)))
            .Concat(tasks.Where(task => task.Run.Started >= sliding && task.Retries > 0)
                .GroupBy(task => (task.Run.WorkspaceId, task.Run.JobLabel, task.Run.JobName, task.TaskKey))
                .Select(group => new RetriesRow(group.Key.WorkspaceId, group.Key.JobLabel, group.Key.JobName, group.Key.TaskKey,
                    group.Sum(task => task.Retries)))));
    }

    private sealed record RunRow
    {
        public required string WorkspaceId { get; init; }

        public required string RunId { get; init; }

        public required long Attempt { get; init; }

        public required string JobId { get; init; }

        public string? JobName { get; init; }

        public string? RunName { get; init; }

        public string? RunType { get; init; }

        public string? TriggerType { get; init; }

        public required string State { get; init; }

        public string? TerminationCode { get; init; }

        public string? TerminationType { get; init; }

        public required DateTimeOffset Started { get; init; }

        public DateTimeOffset? Ended { get; init; }

        [SqlType("DECIMAL(27,6)")]
        public required decimal DurationSeconds { get; init; }

        public IReadOnlyList<string>? ClusterIds { get; init; }

        public string? SourceTaskRunId { get; init; }

        public string? RootTaskRunId { get; init; }

        public required bool IsLatest { get; init; }
    }

    private sealed record RunsKey(string WorkspaceId, string? JobLabel, string? JobName, string? State);

    private sealed record RunsRow(
        string WorkspaceId, string? JobLabel, string? JobName, string? State, long Runs, long SlaMisses, long SlidingRuns, long SlidingSlaMisses);

    private sealed record JobQuantilesRow(string WorkspaceId, string? JobLabel, string? JobName, double? P50, double? P95, double? P99)
    {
        public static JobQuantilesRow Of(string workspaceId, string? jobLabel, string? jobName, IEnumerable<WholeRun> runs)
        {
            var seconds = runs.Select(run => (double?)run.Seconds).ToList();
            return new JobQuantilesRow(workspaceId, jobLabel, jobName, seconds.Percentile(0.5), seconds.Percentile(0.95), seconds.Percentile(0.99));
        }
    }

    private sealed record RetriesRow(string WorkspaceId, string? JobLabel, string? JobName, string? TaskKey, long Retries);
}
