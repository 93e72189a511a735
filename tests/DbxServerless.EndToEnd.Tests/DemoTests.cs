using DbxServerless.EndToEnd.Tests.Support;

namespace DbxServerless.EndToEnd.Tests;

public sealed class DemoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_demo_says_what_it_collected_and_where_to_look_and_both_are_there()
    {
        await using var demo = Product.Start(["demo", "--port", "0"], folder: _folder.Path);
        var url = await demo.CollectedAsync();

        var said = demo.Output.Split('\n').Single(line => line.StartsWith("Collected ", StringComparison.Ordinal));
        said.ShouldContain($"{url}/metrics");
        var data = Path.Combine(_folder.Path, "dbxserverless-data", "demo");
        said.ShouldContain(Path.Combine(data, "records"));
        (await Pages.SeriesAsync(url)).Keys.ShouldContain(series => series.StartsWith("databricks_job_runs_total{", StringComparison.Ordinal));
        Records.Read(data).ShouldNotBeEmpty();
        Directory.EnumerateFiles(Path.Combine(data, "records", "DbxJobRuns")).Select(Path.GetFileName)
            .ShouldContain(name => name!.EndsWith(".jsonl", StringComparison.Ordinal) && name.Length == "2026-03-10.jsonl".Length);

        demo.Interrupt();
        var ended = await demo.EndAsync();
        ended.ExitCode.ShouldBe(0, demo.Everything);
        ended.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_faster_world_collects_its_hours_in_seconds()
    {
        await using var demo = Product.Start(["demo", "--port", "0", "--speed", "3600", "--data", _folder.Path]);
        await demo.CollectedAsync();

        await demo.SaysAsync(output => output.Split('\n').Count(line => line.Contains(" list_prices  ", StringComparison.Ordinal)) >= 3 ? output : null);

        demo.Terminate();
        (await demo.EndAsync()).ExitCode.ShouldBe(0, demo.Everything);
    }

    [Fact]
    public async Task A_later_demo_in_the_same_folder_goes_on_in_the_same_world()
    {
        await using (var fast = Product.Start(["demo", "--port", "0", "--speed", "3600", "--data", _folder.Path]))
        {
            await fast.CollectedAsync();
            fast.Terminate();
            await fast.EndAsync();
        }

        var earlier = Records.Latest(Records.Read(_folder.Path)).Keys.ToHashSet();
        var world = File.ReadAllLines(Path.Combine(_folder.Path, "demo-world.txt"));
        await using var later = Product.Start(["demo", "--port", "0", "--data", _folder.Path]);
        await later.CollectedAsync();
        later.Terminate();
        await later.EndAsync();

        var after = File.ReadAllLines(Path.Combine(_folder.Path, "demo-world.txt"));
        after[0].ShouldBe(world[0]);
        DateTimeOffset.Parse(after[1]).ShouldBeGreaterThan(DateTimeOffset.Parse(world[1]));
        // Prices have been the same since long ago: another world would bring others.
        Records.Latest(Records.Read(_folder.Path)).Keys.Where(key => key.Table == "DbxListPrices").ShouldBe(earlier.Where(key => key.Table == "DbxListPrices"), ignoreOrder: true);
    }
}
