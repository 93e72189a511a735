using System.Globalization;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary><c>system.lakeflow.job_task_run_timeline</c>: task runs in slices, a new id for each try.</summary>
public sealed class JobTaskRunTimeline(TableSource source) : SystemTable<JobTaskRunTimelineRow>(source)
{
    public override string Name => "lakeflow.job_task_run_timeline";

    protected override IEnumerable<Shown<JobTaskRunTimelineRow>> Of(HistoryDay day)
    {
        foreach (var run in day.JobRuns)
        {
            foreach (var attempt in run.Attempts)
            {
                var compute = ComputeOf.Run(run, attempt);
                foreach (var task in attempt.Tasks)
                {
                    foreach (var (start, end, isLast) in Slices.Of(task.Start, task.End, Source.Options))
                    {
                        yield return new Shown<JobTaskRunTimelineRow>(Row(run, task, compute, start, end, isLast),
                            end + Delay(Source.Options.Lakeflow, run.WorkspaceId, task.RunId, start.Ticks.ToString(CultureInfo.InvariantCulture)));
                    }
                }
            }
        }
    }

    private JobTaskRunTimelineRow Row(JobRun run, TaskRun task, ComputeRow compute, DateTimeOffset start, DateTimeOffset end, bool isLast)
    {
        var row = new JobTaskRunTimelineRow
        {
            AccountId = Source.History.AccountId,
            WorkspaceId = run.WorkspaceId,
            JobId = run.JobId,
            RunId = task.RunId,
            JobRunId = run.RunId,
            ParentRunId = task.Iterates ?? run.RunId,
            TaskKey = task.TaskKey,
            PeriodStartTime = start,
            PeriodEndTime = end,
            ComputeIds = compute.ClusterId is { } cluster ? [cluster] : [],
            Compute = [compute],
            TaskParameters = new Dictionary<string, string>(),
        };
        if (!isLast)
            return row;
        row = row with { ResultState = task.Result, TerminationCode = task.TerminationCode, TerminationType = task.TerminationType };
        return end < Source.Options.NewColumnsFrom ? row : row with
        {
            SetupDurationSeconds = (long)task.Setup.TotalSeconds,
            CleanupDurationSeconds = (long)task.Cleanup.TotalSeconds,
            ExecutionDurationSeconds = (long)(task.End - task.Start - task.Setup - task.Cleanup).TotalSeconds,
        };
    }
}
