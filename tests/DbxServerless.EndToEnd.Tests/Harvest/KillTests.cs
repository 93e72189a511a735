using DbxServerless.EndToEnd.Tests.Harvest.Killing;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.Logs;
using DbxServerless.Testing.EventLogs;
using Xunit.Abstractions;

namespace DbxServerless.EndToEnd.Tests.Harvest;

/// <summary>
/// The harvest is killed again and again, at a different moment each time, while time goes on, logs grow, roll late and disappear, and the workspace
/// fails in every way. The moments are counted in operations, so that it does not matter how fast the machine is.
/// </summary>
public abstract class KillTests(int seed, string destination, ITestOutputHelper output)
{
    private const int Kills = 51;
    private const int MostStarts = 2 * Kills;

    // After so many starts there is only what has ended meanwhile.
    private const int Backlog = 16;

    // Two processes at once, so that one finds what the other holds.
    private const int PairEvery = 8;
    private const int RemoveEvery = 12;

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    // Each so often that it is met: by a process that goes on where another one died.
    private static readonly (string What, int Most)[] Operations =
    [
        ("GET /api/2.2/jobs/runs/list", 2),
        ("save harvest/prod/runs/", 12),
        ("GET /api/2.1/clusters/get", 4),
        ("write harvest/prod/parts/", 6),
        ("GET {list}", 6),
        ("save harvest/prod/logs/", 4),
        ("GET {read}", 9),
        ("write eventlogs/", 3),
        ("delete harvest/prod/parts/", 3),
        ("write harvest/prod/open/", 4),
        ("delete harvest/prod/open/", 4),
        ("deliver DbxSpark", 3),
        ("write harvest/prod/parts/", 20),
        ("write harvest/prod/done/", 5),
        ("save collections/", 3),
        ("save harvest/prod/discovery", 1),
    ];

    [Fact]
    public async Task After_kill_9_at_many_moments_every_run_is_archived_and_delivered_exactly_once()
    {
        output.WriteLine(RealLogFolder.Told);
        await using var world = await HarvestWorld.StartAsync(
            new LogOptions { Destination = destination, Folder = RealLogFolder.Path, LargestFile = 200_000, Tasks = 60, Slow = 0.2, LateRolls = 0.2 }, seed, HarvestWorld.Fixed);
        world.Faults.Add(new Fault(FaultKind.ShortRead, Probability: 0.2));
        world.Faults.Add(new Fault(FaultKind.ConnectionReset, "GET /api/2.*/*", Probability: 0.006));
        world.Faults.Add(new Fault(FaultKind.TruncatedBody, "GET /api/2.*/*", Probability: 0.006));
        world.Faults.Add(new Fault(FaultKind.Unavailable, "GET /api/2.*/*", Probability: 0.003));
        world.Faults.Add(new Fault(FaultKind.ThrottledSilently, "GET /api/2.*/*", Probability: 0.006));
        var began = world.Now;
        var random = new Random(seed);
        var (kills, starts, removed) = (0, 0, new List<LogContext>());
        for (; kills < Kills; starts++)
        {
            starts.ShouldBeLessThan(MostStarts, "processes end before they are killed");
            var (what, most) = Operations[starts % Operations.Length];
            var moment = new Moment(Path(what), 1 + random.Next(starts < Backlog ? most : Math.Min(most, 2)), IsAfter: random.Next(2) == 1);
            kills += await world.KillAsync(moment, isPair: starts % PairEvery == 0);
            if (starts % RemoveEvery == RemoveEvery - 1)
                removed.Add(world.RemoveNewest());
            world.Advance(Step);
        }

        world.Faults.Clear();
        // What is late comes, and what never will is given up.
        for (var hour = 0; hour < 3; hour++)
        {
            world.Advance(TimeSpan.FromHours(1));
            (await world.HarvestAsync()).ExitCode.ShouldBe(0);
        }

        output.WriteLine($"{kills} kills in {starts} starts.");
        var runs = world.Ended(began.AddHours(-23));
        runs.Count.ShouldBeGreaterThan(100);
        var harvests = world.Records("DbxSparkHarvests");
        harvests.Select(record => (string)record["RunId"]!).ShouldBeUnique();
        runs.Select(run => run.RunId).Except(harvests.Select(record => (string)record["RunId"]!)).ShouldBeEmpty();
        var contexts = world.ContextsOf(runs).ExceptBy(removed.Select(context => context.ContextId), context => context.ContextId).ToList();
        contexts.ForEach(world.ShouldBeArchived);
        world.ShouldBeDownloadedOnce(contexts);
        var applications = world.Records("DbxSparkApplications").Select(record => (string)record["SparkContextId"]!).ToHashSet();
        contexts.Select(context => context.ContextId).Except(applications).ShouldBeEmpty();
        world.Records("DbxSparkStages").ShouldNotBeEmpty();
        removed.Count.ShouldBeGreaterThan(2);
        foreach (var run in removed.SelectMany(context => context.Runs).Select(run => run.JobRunId).Distinct().Where(run => runs.Any(one => one.RunId == run)))
            ((string)harvests.Single(record => (string)record["RunId"]! == run)["Outcome"]!).ShouldBeOneOf("NotAssessed", "Partial", "Harvested");
    }

    private string Path(string what) => destination.StartsWith("dbfs:", StringComparison.Ordinal)
        ? what.Replace("{list}", "/api/2.0/dbfs/list").Replace("{read}", "/api/2.0/dbfs/read")
        : what.Replace("{list}", "/api/2.0/fs/directories").Replace("{read}", "/api/2.0/fs/files");
}
