using System.Globalization;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary><c>system.lakeflow.job_run_timeline</c>: runs in slices, of which only the last one of an attempt has a result. Rows never change.</summary>
public sealed class JobRunTimeline(TableSource source) : SystemTable<JobRunTimelineRow>(source)
{
    public override string Name => "lakeflow.job_run_timeline";

    protected override IEnumerable<Shown<JobRunTimelineRow>> Of(HistoryDay day)
    {
        foreach (var run in day.JobRuns)
        {
            for (var attempt = 0; attempt < run.Attempts.Count; attempt++)
            {
                foreach (var (start, end, isLast) in Slices.Of(run.Attempts[attempt].Start, run.Attempts[attempt].End, Source.Options))
                {
                    var row = Row(run, run.Attempts[attempt], start, end);
                    if (isLast)
                        row = Ended(row, run, run.Attempts[attempt]);
                    yield return new Shown<JobRunTimelineRow>(row, end + Delay(Source.Options.Lakeflow, run.WorkspaceId, run.RunId,
                        attempt.ToString(CultureInfo.InvariantCulture), start.Ticks.ToString(CultureInfo.InvariantCulture)));
                }
            }
        }
    }

    private JobRunTimelineRow Row(JobRun run, RunAttempt attempt, DateTimeOffset start, DateTimeOffset end)
    {
        // Only what the slice used: a task must have run in it.
        var used = attempt.Tasks.Count == 0 ? attempt.End > attempt.Start : attempt.Tasks.Any(task => task.Start < end && task.End > start);
        var compute = ComputeOf.Run(run, attempt);
        return new JobRunTimelineRow
        {
            AccountId = Source.History.AccountId,
            WorkspaceId = run.WorkspaceId,
            JobId = run.JobId,
            RunId = run.RunId,
            PeriodStartTime = start,
            PeriodEndTime = end,
            TriggerType = run.Trigger,
            RunType = run.RunType,
            RunName = run.RunName,
            ComputeIds = used && compute.ClusterId is { } cluster ? [cluster] : [],
            Compute = used ? [compute] : [],
            JobParameters = new Dictionary<string, string>(),
            SourceTaskRunId = run.SourceTaskRunId,
            RootTaskRunId = run.SourceTaskRunId,
        };
    }

    // A run of several tasks has 0 for its own durations, and neither NULL nor the sum of its tasks'.
    private JobRunTimelineRow Ended(JobRunTimelineRow row, JobRun run, RunAttempt attempt)
    {
        row = row with { ResultState = attempt.Result, TerminationCode = attempt.TerminationCode, TerminationType = attempt.TerminationType };
        if (row.PeriodEndTime < Source.Options.NewColumnsFrom)
            return row;
        var only = run.SingleTask && attempt.Tasks.Count > 0 ? attempt.Tasks[^1] : null;
        return row with
        {
            SetupDurationSeconds = only is null ? 0 : Seconds(only.Setup),
            CleanupDurationSeconds = only is null ? 0 : Seconds(only.Cleanup),
            ExecutionDurationSeconds = only is null ? 0 : Seconds(only.End - only.Start - only.Setup - only.Cleanup),
            QueueDurationSeconds = Seconds(attempt.Queued),
            RunDurationSeconds = Seconds(attempt.End - attempt.Start),
        };
    }

    private static long Seconds(TimeSpan time) => (long)time.TotalSeconds;
}
