using DbxServerless.Collector.Harvest;

namespace DbxServerless.Collector.Tests.Harvest;

/// <summary>The process dies at a storage operation, before it was done or after, and another one goes on.</summary>
public sealed class HarvestCrashTests
{
    private static readonly TimeSpan Back = TimeSpan.FromMinutes(90);

    [Fact]
    public async Task Wherever_the_process_dies_the_next_one_ends_with_the_same()
    {
        await using var untouched = await StartAsync();
        await untouched.HarvestAsync(Back);
        var operations = untouched.Faults.Operations;
        var expected = State(untouched);
        expected.Keys.ShouldContain(key => key.StartsWith("DbxSparkApplications", StringComparison.Ordinal));
        operations.ShouldBeGreaterThan(60);

        // So that it is over in seconds; the steps repeat for each run.
        for (var at = 1; at <= operations; at += 8)
        {
            await using var host = await StartAsync(untouched);
            host.Faults.FailAt(at, afterwards: at % 2 == 0, dies: true);
            await DieAsync(host);
            host.Restart();
            await host.HarvestAsync(Back);
            host.Time.Advance(TimeSpan.FromMinutes(30));
            await host.DrainAsync();

            State(host).ShouldBe(expected, $"after dying at operation {at}");
            host.Blobs.Names.ShouldNotContain(name => name.Contains("/parts/") || name.Contains("/open/"), $"after dying at operation {at}");
        }
    }

    [Fact]
    public async Task A_sink_that_is_down_keeps_runs_open_and_loses_nothing()
    {
        await using var host = await StartAsync();
        host.Sink.BeforeDelivery = (_, _) => throw new IOException("The sink is down.");
        (await host.HarvestAsync(Back)).Steps.ShouldAllBe(step => step.State == HarvestState.Archived && step.Reason != null);
        host.Sink.BeforeDelivery = (_, _) => { };
        host.Time.Advance(TimeSpan.FromMinutes(10));
        (await host.DrainAsync()).Waiting.ShouldBeEmpty();

        await using var untouched = await StartAsync();
        await untouched.HarvestAsync(Back);
        State(host).Keys.ShouldBe(State(untouched).Keys, ignoreOrder: true);
    }

    private static Task<HarvestHost> StartAsync(HarvestHost? like = null) => HarvestHost.StartAsync(
        new Simulator.Logs.LogOptions { Slow = 0, LateRolls = 0, Tasks = 20 }, options => options.ConcurrentRuns = like?.Engine.ConcurrentRuns ?? 1);

    private static async Task DieAsync(HarvestHost host)
    {
        try
        {
            await host.HarvestAsync(Back);
        }
        catch (IOException)
        {
            // Dead is dead, whether it shows as an exception or as a failed step.
        }
    }

    /// <summary>What readers of the tables and of the archive see.</summary>
    private static SortedDictionary<string, string> State(HarvestHost host)
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in new[] { "DbxSparkApplications", "DbxSparkStages", "DbxSparkQueries", "DbxSparkInsights", "DbxSparkHarvests" })
        {
            foreach (var (id, record) in host.Records(table))
                state[$"{table}/{id}"] = string.Join(',', record.EnumerateObject().Where(column => column.Name is not ("TimeGenerated" or "RecordVersion" or "DownloadedBytes")));
        }

        foreach (var context in host.Simulator.Logs.Contexts())
        {
            foreach (var (name, content) in host.Archive(context))
                state[$"{context.ContextId}/{name}"] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(content));
        }

        return state;
    }
}
