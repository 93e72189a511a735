using System.Globalization;
using System.Text.RegularExpressions;
using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Answers;

/// <summary>A run folded from its slices, as the statements of job runs fold them.</summary>
internal sealed record WholeRun(
    string WorkspaceId, string RunId, string? JobLabel, string JobName, DateTimeOffset Started, DateTimeOffset LastSeen, string State, decimal Seconds,
    long SlaSeconds)
{
    public static IEnumerable<WholeRun> All(Reading reading)
    {
        var asOf = reading.AsOf;
        var jobs = reading.NewestJobs();
        return reading.JobRunTimeline
            .Where(row => row.PeriodEndTime >= asOf.AddDays(-60) && reading.IsWanted(row.WorkspaceId))
            .GroupBy(row => (row.WorkspaceId, row.RunId))
            .Select(run =>
            {
                var newest = run.MaxBy(row => (row.PeriodEndTime, row.PeriodStartTime))!;
                var state = StateOf(newest.ResultState, newest.PeriodEndTime, asOf);
                var busy = run.Sum(row => Statistics.Seconds(row.PeriodStartTime, row.PeriodEndTime));
                var jobId = run.Select(row => row.JobId).MaxText()!;
                var job = jobs.GetValueOrDefault((run.Key.WorkspaceId, jobId));
                var submitted = run.Select(row => row.RunType).MaxText() == "SUBMIT_RUN";
                return new WholeRun(run.Key.WorkspaceId, run.Key.RunId, submitted ? "submitted" : jobId,
                    LogicalName.Of(job?.Name, run.Select(row => row.RunName).MaxText()), run.Min(row => row.PeriodStartTime), newest.PeriodEndTime, state,
                    state == "RUNNING" ? busy + Statistics.Seconds(newest.PeriodEndTime, asOf) : busy,
                    Sla(reading, run.Key.WorkspaceId, jobId, job));
            });
    }

    /// <summary>What has no result runs while it was seen lately.</summary>
    public static string StateOf(string? result, DateTimeOffset lastSeen, DateTimeOffset asOf) =>
        result ?? (lastSeen >= asOf.AddHours(-2) ? "RUNNING" : "UNKNOWN");

    private static long Sla(Reading reading, string workspaceId, string jobId, JobsRow? job)
    {
        var given = reading.Text("sla_jobs") ?? "";
        return Extract(given, $",{workspaceId}/{jobId}=([0-9]+),")
            ?? Extract(given, $",{jobId}=([0-9]+),")
            ?? (reading.Text("sla_tag") is { } tag && job?.Tags?.GetValueOrDefault(tag) is { } seconds ? Whole(seconds) : null)
            ?? reading.Int64("sla_seconds");
    }

    private static long? Extract(string text, string pattern) => Regex.Match(text, pattern) is { Success: true } match ? Whole(match.Groups[1].Value) : null;

    private static long? Whole(string text) =>
        long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}
