using DbxServerless.Collector.Metrics;
using static DbxServerless.Collector.Datasets.Jobs.Live.LiveRunFamilies;

namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>Measures the runs of a workspace.</summary>
internal static class LiveRunSamples
{
    /// <param name="active">Runs that are not over.</param>
    /// <param name="ended">Runs that ended in the last 24 hours.</param>
    public static IEnumerable<Sample> Of(string workspace, DateTimeOffset now, IReadOnlyList<LiveJobRun> active, IReadOnlyList<EndedRun> ended)
    {
        foreach (var state in ended.Select(run => run.State).Concat(active.Select(run => run.State)).GroupBy(state => state).OrderBy(group => group.Key, StringComparer.Ordinal))
            yield return States.Sample(state.Count(), workspace, state.Key);
        foreach (var outlook in (string[])[RunForecast.OnTime, RunForecast.Slow, RunForecast.WillBeLate, RunForecast.Late])
            yield return Outlook.Sample(active.Count(run => run.Outlook == outlook), workspace, outlook);
        foreach (var sample in OfEnded(workspace, ended).Concat(OfActive(workspace, now, active)))
            yield return sample;
    }

    // The jobs whose runs ended last have the series, where there are more than the budget allows.
    private static IEnumerable<Sample> OfEnded(string workspace, IReadOnlyList<EndedRun> ended)
    {
        var jobs = ended.GroupBy(run => run.Job)
            .Select(runs => runs.OrderByDescending(run => run.Ended).ThenBy(run => run.RunId, StringComparer.Ordinal).ToList())
            .OrderByDescending(runs => runs[0].Ended).ThenBy(runs => runs[0].Job, StringComparer.Ordinal).ToList();
        foreach (var sample in jobs.SelectMany(runs => runs.DistinctBy(run => run.State)).Take(Run.SeriesBudget).Select(run => Run.Sample(run.Run, workspace, run.Job, run.State)))
            yield return sample;
        foreach (var runs in jobs.Take(Queue.SeriesBudget))
        {
            var job = runs[0].Job;
            yield return SuccessRate.Sample(100.0 * runs.Count(run => run.State == RunStates.Succeeded) / runs.Count, workspace, job);
            // A run that never began took no time, which says nothing about the job.
            if (runs.Find(run => run.State is not (RunStates.Skipped or RunStates.Blocked)) is not { } newest)
                continue;
            yield return Queue.Sample(newest.Queue, workspace, job);
            yield return Setup.Sample(newest.Setup, workspace, job);
            yield return Execution.Sample(newest.Execution, workspace, job);
            yield return Cleanup.Sample(newest.Cleanup, workspace, job);
        }
    }

    private static IEnumerable<Sample> OfActive(string workspace, DateTimeOffset now, IReadOnlyList<LiveJobRun> active)
    {
        foreach (var runs in active.GroupBy(run => run.LogicalJob).OrderBy(runs => runs.Min(run => run.DeadlineTime)).Take(Deadline.SeriesBudget))
        {
            if (runs.Min(run => run.DeadlineTime) is { } deadline)
                yield return Deadline.Sample(deadline.ToUnixTimeSeconds(), workspace, runs.Key);
            if (runs.Max(run => run.ExpectedEndTime) is { } expected)
                yield return ExpectedEnd.Sample(expected.ToUnixTimeSeconds(), workspace, runs.Key);
            if (runs.Max(run => run.NormalSeconds) is not ({ } normal and > 0))
                continue;
            yield return Normal.Sample(normal, workspace, runs.Key);
            if (runs.Where(run => run.State != RunStates.Queued).Max(run => (double?)(now - run.StartTime).TotalSeconds / run.NormalSeconds) is { } ratio)
                yield return NormalRatio.Sample(ratio, workspace, runs.Key);
        }
    }
}
