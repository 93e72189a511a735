using System.Text.Json;
using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Collector.Tests.Datasets.Rest;

/// <summary>
/// The same runs are known twice: now from REST, later and for longer from the system tables. Readers join both by workspace and run id; what is
/// over in either is over.
/// </summary>
public sealed class RunJoinTests
{
    [Fact]
    public async Task Whatever_comes_first_and_however_late_a_joined_run_is_the_same()
    {
        await using var world = await RestWorld.StartAsync(["live_job_runs", "job_runs"], options => options with { Tables = new TableOptions() });
        await world.CollectAllAfterAsync(TimeSpan.Zero);
        for (var minute = 0; minute < 90; minute += 5)
        {
            world.Time.Advance(TimeSpan.FromMinutes(5));
            await world.CollectAsync("live_job_runs");
        }

        var (live, early) = (world.Rows("DbxLiveJobRuns"), world.Rows("DbxJobRuns"));
        var now = Join(live, early);
        // By now the tables show everything that had ended then.
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.CollectAsync("job_runs");
        var late = world.Rows("DbxJobRuns");
        var later = Join(live, late);

        foreach (var (run, joined) in now.Where(run => IsOver(run.Value.State)))
            later[run].ShouldBe(joined, run);
        now.Count(run => IsOver(run.Value.State)).ShouldBeGreaterThan(200);
        now.Values.Count(run => !IsOver(run.State)).ShouldBeGreaterThan(0);
        Join([], late).Where(run => live.Any(row => Id(row) == run.Key && IsOver(Text(row, "State")!))).ShouldAllBe(run => run.Value == now[run.Key]);

        var random = new Random(7);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            Join([.. live.OrderBy(_ => random.Next())], [.. late.OrderBy(_ => random.Next())]).ShouldBe(later, ignoreOrder: true);
            Join([.. live, .. live], [.. late.Skip(late.Count / 2), .. late]).ShouldBe(later, ignoreOrder: true);
        }
    }

    // let live = DbxLiveJobRuns | summarize arg_max(RecordVersion, *) by WorkspaceId, RunId; let told = the same of the newest attempt in DbxJobRuns;
    // live | join kind=fullouter told on WorkspaceId, RunId | extend State = the one that is over, else the live one.
    private static Dictionary<string, JoinedRun> Join(IReadOnlyList<JsonElement> live, IReadOnlyList<JsonElement> told)
    {
        var now = RestWorld.Newest(live).ToDictionary(Id);
        var table = RestWorld.Newest(told).Where(row => Text(row, "RunType") != "WORKFLOW_RUN" && Text(row, "WorkspaceId") == "1234567890123456").GroupBy(Id)
            .ToDictionary(run => run.Key, run => run.MaxBy(row => row.GetProperty("Attempt").GetInt32()));
        return now.Keys.Union(table.Keys).ToDictionary(run => run, run =>
        {
            var (hasLive, hasTable) = (now.TryGetValue(run, out var one), table.TryGetValue(run, out var other));
            var best = !hasTable || hasLive && (IsOver(Text(one, "State")!) || !IsOver(Text(other, "State")!)) ? one : other;
            return new JoinedRun(Text(best, "State")!, Text(best, "LogicalJob")!, Text(best, "TerminationCode"), Text(best, "TriggerType"), Text(best, "EndTime"));
        });
    }

    private static bool IsOver(string state) => state is "SUCCEEDED" or "FAILED" or "ERROR" or "TIMED_OUT" or "CANCELLED" or "SKIPPED" or "BLOCKED";

    private static string Id(JsonElement row) => $"{Text(row, "WorkspaceId")}/{Text(row, "RunId")}";

    private static string? Text(JsonElement row, string column) => row.TryGetProperty(column, out var value) ? value.GetString() : null;

    private sealed record JoinedRun(string State, string LogicalJob, string? TerminationCode, string? TriggerType, string? EndTime);
}
