using System.IO.Compression;
using System.Text;
using DbxServerless.Collector.Harvest;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.History;
using DbxServerless.Simulator.Logs;

namespace DbxServerless.Collector.Tests.Harvest;

/// <summary>What the driver of a failed run wrote last is archived, when the setting asks for it.</summary>
public sealed class DriverTailTests
{
    private static LogOptions Whole => new() { Slow = 0, LateRolls = 0 };

    [Theory]
    [InlineData("dbfs:/cluster-logs")]
    [InlineData("/Volumes/main/ops/logs")]
    public async Task The_driver_output_of_a_failed_run_is_archived_with_where_it_is_from(string destination)
    {
        await using var host = await HarvestHost.StartAsync(Whole with { Destination = destination }, options => options.DriverLogKilobytes = 256);
        var run = RunWith(host, "FAILED");

        await HarvestAsync(host, run);

        var folder = $"eventlogs/prod/{ClusterOf(run)}/driver/{run.RunId}/";
        host.Blobs.Names.Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Select(name => name[folder.Length..])
            .ShouldBe(["stderr.gz", "stderr.gz.json", "log4j-active.log.gz", "log4j-active.log.gz.json"], ignoreOrder: true);
        Text(host, folder + "stderr.gz").ShouldContain("The last words of");
        Encoding.UTF8.GetString(host.Blobs.Content(folder + "stderr.gz.json")).ShouldContain($"{ClusterOf(run)}/driver/stderr");
    }

    [Fact]
    public async Task Only_the_end_of_a_large_file_is_archived()
    {
        await using var host = await HarvestHost.StartAsync(Whole with { DriverOutputBytes = 5000 }, options => options.DriverLogKilobytes = 1);
        var run = RunWith(host, "FAILED");

        await HarvestAsync(host, run);

        var tail = Text(host, $"eventlogs/prod/{ClusterOf(run)}/driver/{run.RunId}/stderr.gz");
        tail.Length.ShouldBe(1024);
        tail.ShouldContain("The last words of");
    }

    [Fact]
    public async Task Nothing_is_read_of_runs_that_succeed_or_without_the_setting()
    {
        await using var host = await HarvestHost.StartAsync(Whole, options => options.DriverLogKilobytes = 256);
        await HarvestAsync(host, RunWith(host, "SUCCEEDED"));
        host.Options.Harvest.DriverLogKilobytes = 0;
        await HarvestAsync(host, RunWith(host, "FAILED"));

        host.Blobs.Names.ShouldNotContain(name => name.Contains("/driver/"));
        host.Simulator.Logs.Traffic.Files.Keys.ShouldNotContain(path => path.Contains("/driver/"));
    }

    [Fact]
    public async Task What_is_archived_is_not_read_again_and_goes_with_the_event_log()
    {
        await using var host = await HarvestHost.StartAsync(Whole, options => (options.DriverLogKilobytes, options.ArchiveDays) = (256, 10));
        var run = RunWith(host, "FAILED");
        await HarvestAsync(host, run);
        await HarvestAsync(host, run);
        host.Simulator.Logs.Traffic.Files.Where(file => file.Key.Contains("/driver/")).ShouldAllBe(file => file.Value.Requests == 1);

        host.Time.Advance(TimeSpan.FromDays(12));
        await host.Engine.RetainAsync(HarvestHost.Prod, CancellationToken.None);
        host.Blobs.Names.ShouldNotContain(name => name.StartsWith("eventlogs/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_driver_folder_that_may_not_be_read_keeps_nothing_from_the_event_log()
    {
        await using var host = await HarvestHost.StartAsync(Whole with { Destination = "/Volumes/main/ops/logs" }, options => options.DriverLogKilobytes = 256);
        var run = RunWith(host, "FAILED");
        host.Simulator.Faults.Add(new Fault(FaultKind.PermissionDenied, $"GET *{ClusterOf(run)}/driver"));

        (await HarvestAsync(host, run)).Outcome.ShouldBe(HarvestOutcome.Harvested);
        host.Blobs.Names.ShouldNotContain(name => name.Contains("/driver/"));
    }

    private static async Task<HarvestStep> HarvestAsync(HarvestHost host, JobRun run)
    {
        await host.Engine.TakeUpAsync(HarvestHost.Prod, run.RunId, CancellationToken.None);
        return await host.Loop.HarvestAsync(HarvestHost.Prod, run.RunId, null, CancellationToken.None);
    }

    private static JobRun RunWith(HarvestHost host, string result) => host.Simulator.History.DaysThrough(host.Time.GetUtcNow()).SelectMany(day => day.JobRuns)
        .First(run => run.WorkspaceId == host.Simulator.Options.WorkspaceId && run.RunType != "WORKFLOW_RUN" && run.Compute == ComputeKind.JobCluster && run.Attempts[^1].Result == result
            && run.End < host.Time.GetUtcNow().AddHours(-2) && host.Simulator.Logs.Contexts().Any(context => context.Runs.Any(one => one.JobRunId == run.RunId)));

    private static string ClusterOf(JobRun run) => run.Attempts[^1].Cluster!.ClusterId;

    private static string Text(HarvestHost host, string blob)
    {
        using var gzip = new GZipStream(new MemoryStream(host.Blobs.Content(blob)), CompressionMode.Decompress);
        using var plain = new StreamReader(gzip);
        return plain.ReadToEnd();
    }
}
