using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DbxServerless.EndToEnd.Tests.Support;
using DbxServerless.Simulator.Faults;

namespace DbxServerless.EndToEnd.Tests;

/// <summary><c>run</c> when it is killed, stopped, disturbed or not alone, compared with one that nothing befell.</summary>
public sealed class InterruptedRunTests : SteadyWorkspaceTests
{
    [Fact]
    public async Task After_kill_9_at_any_moment_nothing_is_lost_and_what_repeats_is_identical()
    {
        var random = new Random();
        for (var kills = 0; kills < 6; kills++)
        {
            await using var product = Start();
            await product.SaysAsync(output => output.Contains("Stop with Ctrl-C") ? output : null);
            // From before the first commit to after the last one.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(4000)));
            product.Kill();
        }

        (await OnceAsync(Folder)).ExitCode.ShouldBe(0);
        using var untouched = new TemporaryFolder();
        (await OnceAsync(untouched)).ExitCode.ShouldBe(0);
        ShouldBeWhole(Folder, untouched);
    }

    [Fact]
    public async Task Two_processes_share_aFolder_without_losing_or_contradicting()
    {
        var both = await Task.WhenAll(OnceAsync(Folder), OnceAsync(Folder));

        both.ShouldAllBe(once => once.ExitCode == 0, string.Concat(both.Select(once => once.Output + once.Error)));
        using var untouched = new TemporaryFolder();
        await OnceAsync(untouched);
        ShouldBeWhole(Folder, untouched);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Being_stopped_in_the_middle_is_clean_and_the_next_run_completes_it(bool byCtrlC)
    {
        await using var product = Start();
        await product.SaysAsync(output => output.Contains("Stop with Ctrl-C") ? output : null);
        if (byCtrlC)
            product.Interrupt();
        else
            product.Terminate();

        var stopped = await product.EndAsync();
        stopped.ExitCode.ShouldBe(0, product.Everything);
        stopped.Output.ShouldEndWith("Stopped.\n");
        stopped.Error.ShouldBeEmpty();
        (await OnceAsync(Folder)).ExitCode.ShouldBe(0);
        using var untouched = new TemporaryFolder();
        await OnceAsync(untouched);
        ShouldBeWhole(Folder, untouched);
    }

    [Fact]
    public async Task Passing_troubles_of_theWorkspace_cost_nothing()
    {
        Workspace.Faults.Add(new Fault(FaultKind.Throttled) { Endpoint = "POST /api/2.0/sql/statements", Times = 2 });
        Workspace.Faults.Add(new Fault(FaultKind.Unavailable) { Endpoint = "GET /api/*", Times = 1 });
        Workspace.Faults.Add(new Fault(FaultKind.TokenExpired) { Times = 1 });
        Workspace.Faults.Add(new Fault(FaultKind.ConnectionReset) { Endpoint = "POST /api/2.0/sql/statements", Times = 1 });

        (await OnceAsync(Folder)).ExitCode.ShouldBe(0);

        using var untouched = new TemporaryFolder();
        await OnceAsync(untouched);
        ShouldBeWhole(Folder, untouched);
    }

    private static void ShouldBeWhole(TemporaryFolder folder, TemporaryFolder untouched)
    {
        var records = Records.Read(folder.Path);
        foreach (var version in records.GroupBy(record => (record.Table, record.Id, record.Version)).Where(version => version.Count() > 1))
            version.Select(record => record.Line).Distinct().ShouldHaveSingleItem($"{version.Key} was sent twice with different contents");
        var (found, expected) = (Records.Latest(records), Records.Latest(Records.Read(untouched.Path)));
        expected.ShouldNotBeEmpty();
        expected.Keys.Except(found.Keys).ShouldBeEmpty();
        // Who begins later reads from later on: what only the first one saw are runs that began at the far end of the window, with their tasks.
        var extras = found.Where(one => !expected.ContainsKey(one.Key)).Select(one => (one.Key, Record: JsonNode.Parse(one.Value)!)).ToList();
        var early = extras.Where(extra => IsEarly(extra.Record)).ToList();
        var runs = early.Select(extra => (string?)extra.Record["JobRunId"]).OfType<string>().ToHashSet();
        extras.Except(early).Where(extra => !runs.Contains((string?)extra.Record["JobRunId"] ?? "")).ShouldBeEmpty("in one and not in the other");
        foreach (var (key, content) in expected)
            WithoutAge(found[key]).ShouldBe(WithoutAge(content));
    }

    private static bool IsEarly(JsonNode record) => (DateTimeOffset)record["EventTime"]! < DateTimeOffset.UtcNow.AddDays(-1);

    // What is said of the age of five minutes, when a job starts next, and what is normal by the runs that lie in the window, may change between two
    // collections, and at midnight what was spent today.
    private static string WithoutAge(string content) => content.Contains("\"CostYesterday\":", StringComparison.Ordinal) ? "" : Regex.Replace(
        content.Replace("\"IsClosed\":false", "\"IsClosed\":true", StringComparison.Ordinal),
        "\"(NormalSeconds|P95Seconds|NormalRatio|ExpectedEndTime|Outlook|NextStartTime)\":(\"[^\"]*\"|[^,}]*),?", "");
}
