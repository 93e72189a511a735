using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.Logs;

namespace DbxServerless.EndToEnd.Tests.Harvest;

/// <summary>The program is killed at random moments while the workspace fails in every way.</summary>
public sealed class KillTests
{
    private const int Kills = 50;
    private const int Hours = 24;

    [Theory]
    [InlineData(1, "dbfs:/cluster-logs")]
    public async Task After_kill_9_at_fifty_moments_every_run_is_archived_and_delivered_exactly_once(int seed, string destination)
    {
        await using var world = await HarvestWorld.StartAsync(
            new LogOptions { Destination = destination, Folder = HarvestWorld.RealLogs, LargestFile = 200_000, Tasks = 60, Slow = 0.2, LateRolls = 0.2 }, seed);
        world.Faults.Add(new Fault(FaultKind.ShortRead, Probability: 0.2));
        world.Faults.Add(new Fault(FaultKind.ConnectionReset, "GET /api/2.*/*", Probability: 0.004));
        world.Faults.Add(new Fault(FaultKind.TruncatedBody, "GET /api/2.*/*", Probability: 0.004));
        world.Faults.Add(new Fault(FaultKind.Unavailable, "GET /api/2.*/*", Probability: 0.002));
        world.Faults.Add(new Fault(FaultKind.ThrottledSilently, "GET /api/2.*/*", Probability: 0.002));
        var random = new Random(seed);
        var died = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var product = world.Start("harvest");
            await world.RequestsAsync(random.Next(1, 40), product);
            product.Kill();
            died += (await product.EndAsync()).ExitCode == 0 ? 0 : 1;
        }

        died.ShouldBeGreaterThan(Kills / 2, "it was over before most kills");
        var last = await world.RunAsync("harvest");

        var runs = world.Ended(Hours - 1);
        runs.Count.ShouldBeGreaterThan(50);
        var harvests = world.Records("DbxSparkHarvests");
        harvests.Select(record => (string)record["RunId"]!).ShouldBeUnique();
        runs.Select(run => run.RunId).Except(harvests.Select(record => (string)record["RunId"]!)).ShouldBeEmpty(last.Output + last.Error);
        var contexts = world.ContextsOf(runs);
        foreach (var context in contexts)
            world.ShouldBeArchived(context);
        world.ShouldBeDownloadedOnce(contexts);
        var applications = world.Records("DbxSparkApplications").Select(record => (string)record["SparkContextId"]!).ToHashSet();
        contexts.Select(context => context.ContextId).Except(applications).ShouldBeEmpty();
        world.Records("DbxSparkStages").ShouldNotBeEmpty();
    }
}
