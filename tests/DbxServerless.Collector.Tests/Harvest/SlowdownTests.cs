using System.Text.Json;
using DbxServerless.Collector.Harvest;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Simulator.History;
using DbxServerless.Simulator.Logs;
using FsCheck;
using FsCheck.Fluent;

namespace DbxServerless.Collector.Tests.Harvest;

/// <summary>Runs are compared with those of the same job that ended before.</summary>
public sealed class SlowdownTests
{
    private const int Before = 5;

    private static LogOptions Whole => new() { Slow = 0, LateRolls = 0 };

    [Fact]
    public async Task A_run_that_is_slower_than_those_before_is_told_with_the_cause()
    {
        await using var host = await HarvestHost.StartAsync(Whole);
        var slow = SlowRun(host);
        host.Simulator.Options.Logs.HeavyRuns.Add(slow.RunId);

        var runs = RunsOf(host, slow.JobId).Where(run => run.End <= slow.End).TakeLast(Before + 1).ToList();

        await HarvestEachAsync(host, runs);

        var record = Application(host, slow);
        record.GetProperty("SlowdownRatio").GetDouble().ShouldBeGreaterThan(1.2);
        record.GetProperty("SlowdownReasons").EnumerateArray().Select(reason => reason.GetString()).ShouldContain(reason => reason!.Contains("It read ", StringComparison.Ordinal));
        Application(host, runs[0]).TryGetProperty("SlowdownRatio", out _).ShouldBeFalse("nothing came before the first");
    }

    [Fact]
    public async Task A_run_delivered_late_is_compared_with_runs_that_ended_before_it_and_none_after()
    {
        await using var inOrder = await HarvestHost.StartAsync(Whole);
        var runs = RunsOf(inOrder, SlowRun(inOrder).JobId).Take(7).ToList();
        await HarvestEachAsync(inOrder, runs);

        // The second comes last: those after it must not become what it is compared with.
        await using var late = await HarvestHost.StartAsync(Whole);
        await HarvestEachAsync(late, [runs[0], .. runs[2..], runs[1]]);

        Slowdown(late, runs[1]).ShouldBe(Slowdown(inOrder, runs[1]));
        Slowdown(late, runs[0]).ShouldBe(Slowdown(inOrder, runs[0]));
    }

    [Fact]
    public async Task Whoever_analyses_a_run_anew_compares_it_with_the_same_runs_though_others_came_since()
    {
        await using var host = await HarvestHost.StartAsync(Whole);
        var runs = RunsOf(host, SlowRun(host).JobId).Take(7).ToList();
        // The first is missing when the others are delivered, and there when they are analysed anew.
        await HarvestEachAsync(host, runs[1..]);
        var before = runs[2..].Select(run => Slowdown(host, run)).ToList();
        await HarvestEachAsync(host, runs[..1]);
        var lines = host.Sink.Lines("DbxSparkApplications").Count;

        await host.Engine.ReopenAsync(HarvestHost.Prod, DateOnly.MinValue, CancellationToken.None);
        await host.DrainAsync();

        runs[2..].Select(run => Slowdown(host, run)).ShouldBe(before);
        // Only the second had nothing to be compared with, and now it has.
        host.Sink.Lines("DbxSparkApplications").Count.ShouldBeLessThanOrEqualTo(lines + 1);
    }

    [Fact]
    public async Task A_run_that_is_handed_over_again_after_a_crash_is_the_same_to_the_letter()
    {
        await using var host = await HarvestHost.StartAsync(Whole);
        var runs = RunsOf(host, SlowRun(host).JobId).Take(7).ToList();
        await HarvestEachAsync(host, runs[2..5]);
        await host.Engine.TakeUpAsync(HarvestHost.Prod, runs[6].RunId, CancellationToken.None);
        await host.Engine.ArchiveAsync(HarvestHost.Prod, runs[6].RunId, null, CancellationToken.None);
        // Delivered, but the ledger of the run does not say so.
        host.States.BeforeSave = key => key.Contains("/works/", StringComparison.Ordinal) ? throw new IOException("The process is dead.") : Task.CompletedTask;
        await host.Engine.DeliverAsync(HarvestHost.Prod, [runs[6].RunId], null, CancellationToken.None);
        host.States.BeforeSave = _ => Task.CompletedTask;
        var (delivered, lines) = (Slowdown(host, runs[6]), host.Sink.Lines("DbxSparkApplications").Count);

        await HarvestEachAsync(host, [runs[0], runs[1], runs[5]]);
        host.Time.Advance(TimeSpan.FromMinutes(5));
        (await host.DrainAsync(evenWaiting: true)).Steps.ShouldContain(step => step.RunId == runs[6].RunId && step.State == HarvestState.Done);

        Slowdown(host, runs[6]).ShouldBe(delivered);
        host.Sink.Lines("DbxSparkApplications").Count.ShouldBe(lines + 3);
    }

    [Fact]
    public void A_history_is_the_same_whatever_the_order_and_the_repetitions()
    {
        var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        KeptFingerprint Run(int number) => new($"{number}", start.AddHours(number / 2), start, default);

        Prop.ForAll(
            Gen.Choose(0, 30).ListOf().ToArbitrary(),
            numbers =>
            {
                var history = numbers.Aggregate(new WorkHistory(), (known, number) => known.With(Run(number)));
                var newest = numbers.Distinct().Select(Run).OrderByDescending(run => run.End).ThenByDescending(run => run.RunId, StringComparer.Ordinal);
                return history.Runs.Select(run => run.RunId).SequenceEqual(newest.Take(WorkHistory.Most).Select(run => run.RunId));
            }).QuickCheckThrowOnFailure();
    }

    private static async Task HarvestEachAsync(HarvestHost host, IEnumerable<JobRun> runs)
    {
        foreach (var run in runs)
        {
            await host.Engine.TakeUpAsync(HarvestHost.Prod, run.RunId, CancellationToken.None);
            (await host.Loop.HarvestAsync(HarvestHost.Prod, run.RunId, null, CancellationToken.None)).State.ShouldBe(HarvestState.Done);
        }
    }

    /// <summary>A run of a job on clusters of its own that took much longer than the five before.</summary>
    private static JobRun SlowRun(HarvestHost host) => Candidates(host).GroupBy(run => run.JobId)
        .Select(job => job.OrderBy(run => run.End).ToList()).Where(runs => runs.Count > Before)
        .SelectMany(runs => Enumerable.Range(Before, runs.Count - Before).Select(at => (Run: runs[at], Earlier: runs[(at - Before)..at])))
        .Where(one => Length(one.Run) > 1.25 * one.Earlier.Select(Length).Order().ElementAt(Before / 2))
        .OrderBy(one => one.Run.End).ThenBy(one => one.Run.RunId, StringComparer.Ordinal).First().Run;

    private static List<JobRun> RunsOf(HarvestHost host, string jobId) => [.. Candidates(host).Where(run => run.JobId == jobId).OrderBy(run => run.End)];

    private static IEnumerable<JobRun> Candidates(HarvestHost host) => host.Simulator.History.DaysThrough(host.Time.GetUtcNow()).SelectMany(day => day.JobRuns)
        .Where(run => run.WorkspaceId == host.Simulator.Options.WorkspaceId && run is { RunType: "JOB_RUN", Compute: ComputeKind.JobCluster, Attempts: [{ Result: "SUCCEEDED" }] }
            && run.End < host.Time.GetUtcNow().AddHours(-2));

    private static double Length(JobRun run) => (run.End - run.Start).TotalSeconds;

    private static string Slowdown(HarvestHost host, JobRun run)
    {
        var record = Application(host, run);
        return string.Join(' ', new[] { "SlowdownRatio", "SlowdownReasons" }.Select(name => record.TryGetProperty(name, out var value) ? value.GetRawText() : "none"));
    }

    private static JsonElement Application(HarvestHost host, JobRun run) =>
        host.Records("DbxSparkApplications").Values.Single(record => record.GetProperty("RunId").GetString() == run.RunId);
}
