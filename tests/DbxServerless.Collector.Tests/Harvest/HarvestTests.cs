using DbxServerless.Collector.Harvest;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.Logs;

namespace DbxServerless.Collector.Tests.Harvest;

/// <summary>Runs of a simulated workspace, from their end to their records.</summary>
public sealed class HarvestTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData("dbfs:/cluster-logs")]
    [InlineData("/Volumes/main/ops/logs")]
    public async Task Every_run_that_ended_is_archived_byte_for_byte_and_delivered_once(string destination)
    {
        await using var host = await HarvestHost.StartAsync(new LogOptions { Destination = destination });
        host.Simulator.Faults.Add(new Fault(FaultKind.ShortRead, Probability: 0.3));

        var round = await host.HarvestAsync();

        var ended = Ended(host, Day);
        round.Steps.Select(step => step.RunId).ShouldBe(ended.Select(run => run.RunId), ignoreOrder: true);
        round.Waiting.ShouldBeEmpty();
        host.Records("DbxSparkHarvests").Count.ShouldBe(ended.Count);
        var logs = Logs(host, ended);
        logs.ShouldNotBeEmpty();
        logs.ForEach(host.ShouldBeArchived);
        var applications = host.Records("DbxSparkApplications").Values.Select(record => (record.GetProperty("RunId").GetString(), record.GetProperty("SparkContextId").GetString())).ToList();
        applications.ShouldBeUnique();
        applications.ShouldBe(
            host.Simulator.Logs.Contexts().Where(log => host.Archive(log).Count > 0).SelectMany(log => log.Runs.Select(run => run.JobRunId).Distinct().Where(run => ended.Any(one => one.RunId == run)).Select(run => ((string?)run, (string?)log.ContextId))),
            ignoreOrder: true);
        foreach (var (path, traffic) in host.Simulator.Logs.Traffic.Files)
            traffic.Bytes.ShouldBeLessThan(2 * logs.SelectMany(host.Simulator.Logs.Whole).Max(file => file.Content.Length), path);
    }

    [Fact]
    public async Task A_second_look_finds_and_sends_nothing()
    {
        await using var host = await HarvestHost.StartAsync();
        await host.HarvestAsync();
        var deliveries = host.Sink.Deliveries;

        (await host.HarvestAsync()).Steps.ShouldBeEmpty();
        host.Sink.Deliveries.ShouldBe(deliveries);
        host.Published.Single(sample => sample.Family.Name == "dbxserverless_harvest_open_runs" && sample.Labels[1] == "live").Value.ShouldBe(0);
        host.Blobs.Names.ShouldNotContain(name => name.Contains("/parts/") || name.Contains("/open/"));
    }

    [Fact]
    public async Task Runs_that_end_later_are_found_later()
    {
        await using var host = await HarvestHost.StartAsync();
        await host.HarvestAsync();
        var before = host.Records("DbxSparkHarvests").Count;
        host.Time.Advance(TimeSpan.FromHours(3));
        await host.HarvestAsync();
        host.Time.Advance(TimeSpan.FromHours(2));
        await host.HarvestAsync();

        var ended = Ended(host, Day + TimeSpan.FromHours(5));
        ended.Count.ShouldBeGreaterThan(before);
        ended.Where(run => run.End < host.Time.GetUtcNow().AddHours(-2)).Select(run => run.RunId)
            .Except(host.Records("DbxSparkHarvests").Values.Select(record => record.GetProperty("RunId").GetString())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Compute_without_event_logs_is_told_and_costs_no_requests()
    {
        await using var host = await HarvestHost.StartAsync();
        var round = await host.HarvestAsync();

        var none = round.Steps.Where(step => step.Outcome == HarvestOutcome.NoLog).Select(step => step.RunId).ToList();
        none.ShouldNotBeEmpty();
        none.ShouldBe(Ended(host, Day).Where(run => !HasLog(host, run)).Select(run => run.RunId), ignoreOrder: true);
    }

    [Fact]
    public async Task A_cluster_that_delivers_no_logs_is_not_assessed_and_the_mend_named()
    {
        await using var host = await HarvestHost.StartAsync(new LogOptions { Undelivered = 1 });
        var round = await host.HarvestAsync();

        round.Steps.ShouldNotContain(step => step.Outcome == HarvestOutcome.Harvested);
        var step = round.Steps.First(step => step.Outcome == HarvestOutcome.NotAssessed);
        step.Mend.ShouldNotBeNull().ShouldContain("cluster_log_conf");
        host.Records("DbxSparkHarvests").Values.Count(record => record.GetProperty("Outcome").GetString() == "NotAssessed" && record.GetProperty("Mend").GetString() == step.Mend)
            .ShouldBe(round.Done[HarvestOutcome.NotAssessed]);
    }

    [Fact]
    public async Task Runs_that_share_a_cluster_download_its_log_once_and_each_gets_its_own()
    {
        await using var host = await HarvestHost.StartAsync(new LogOptions { Slow = 0, LateRolls = 0 });
        await host.HarvestAsync();

        var shared = host.Simulator.Logs.Contexts().Where(context => context.IsShared && context.Runs.Count > 1 && host.Archive(context).Count > 0).ToList();
        shared.ShouldNotBeEmpty();
        var ended = Ended(host, Day).Select(run => run.RunId).ToHashSet();
        foreach (var context in shared)
        {
            var records = host.Records("DbxSparkApplications").Values.Where(record => record.GetProperty("SparkContextId").GetString() == context.ContextId).ToList();
            records.Select(record => record.GetProperty("RunId").GetString()).ShouldBe(context.Runs.Select(run => run.JobRunId).Distinct().Where(ended.Contains), ignoreOrder: true);
            foreach (var file in host.Simulator.Logs.Whole(context).Where(file => file.Content.Length > LogTailBytes))
                host.Simulator.Logs.Traffic.Files[$"{host.Simulator.Logs.FolderOf(context)}/{file.Name}"].Bytes.ShouldBeLessThan(2 * file.Content.Length);
        }
    }

    [Fact]
    public async Task Two_processes_at_once_lose_nothing_and_deliver_each_record_once()
    {
        await using var host = await HarvestHost.StartAsync();
        await host.DiscoverAsync();
        var (first, second) = (host.Loop, Second(host));
        await Task.WhenAll(
            first.DrainAsync(HarvestHost.Prod, false, null, CancellationToken.None), second.DrainAsync(HarvestHost.Prod, false, null, CancellationToken.None));
        host.Time.Advance(TimeSpan.FromHours(2));
        await host.DrainAsync();

        var ended = Ended(host, Day + TimeSpan.FromHours(2)).Where(run => run.End < host.Time.GetUtcNow().AddHours(-2)).ToList();
        host.Records("DbxSparkHarvests").Count.ShouldBe(ended.Count);
        Logs(host, ended).ForEach(host.ShouldBeArchived);
    }

    [Fact]
    public async Task Archived_logs_are_analysed_anew_without_a_download()
    {
        await using var host = await HarvestHost.StartAsync();
        var done = (await host.HarvestAsync()).Done[HarvestOutcome.Harvested];
        var requests = host.Simulator.Requests.Counts.Values.Sum();
        var lines = host.Sink.Lines("DbxSparkApplications").Count;
        host.Options.Billing.VmHourPrices["Standard_D8ds_v5"] = 2;
        host.Restart();

        (await host.Engine.ReopenAsync(HarvestHost.Prod, DateOnly.MinValue, CancellationToken.None)).ShouldBe(done);
        (await host.DrainAsync()).Done[HarvestOutcome.Harvested].ShouldBe(done);

        host.Simulator.Requests.Counts.Values.Sum().ShouldBe(requests);
        host.Sink.Lines("DbxSparkApplications").Count.ShouldBeGreaterThan(lines, "a price is new");
        host.Records("DbxSparkApplications").Values.ShouldContain(record => record.GetProperty("Basis").GetString() == "estimated");
    }

    [Fact]
    public async Task Archives_are_kept_for_as_long_as_the_setting_says()
    {
        await using var host = await HarvestHost.StartAsync(change: options => options.ArchiveDays = 10);
        await host.HarvestAsync();
        var archived = Archived(host);
        archived.ShouldBeGreaterThan(0);

        host.Time.Advance(TimeSpan.FromDays(9));
        (await host.Engine.RetainAsync(HarvestHost.Prod, CancellationToken.None)).ShouldBe(0);
        Archived(host).ShouldBe(archived);
        host.Time.Advance(TimeSpan.FromDays(3));
        (await host.Engine.RetainAsync(HarvestHost.Prod, CancellationToken.None)).ShouldBeGreaterThan(0);
        Archived(host).ShouldBe(0);
    }

    [Fact]
    public async Task One_run_is_harvested_by_hand()
    {
        await using var host = await HarvestHost.StartAsync();
        var run = Ended(host, Day).First(run => HasLog(host, run));
        var progress = new List<HarvestProgress>();

        await host.Engine.TakeUpAsync(HarvestHost.Prod, run.RunId, CancellationToken.None);
        var step = await host.Loop.HarvestAsync(HarvestHost.Prod, run.RunId, progress.Add, CancellationToken.None);

        step.ShouldBe(new HarvestStep(run.RunId, HarvestState.Done, HarvestOutcome.Harvested, null));
        progress.ShouldContain(one => one.What == "downloading" && one.Done == one.Total && one.Total > 0);
        host.Records("DbxSparkHarvests").Values.ShouldHaveSingleItem().GetProperty("RunId").GetString().ShouldBe(run.RunId);
    }

    [Fact]
    public async Task A_run_that_goes_on_cannot_be_harvested_by_hand()
    {
        await using var host = await HarvestHost.StartAsync();
        var now = host.Time.GetUtcNow();
        var running = Runs(host).First(run => run.Start < now && run.End > now);
        (await Should.ThrowAsync<InvalidOperationException>(() => host.Engine.TakeUpAsync(HarvestHost.Prod, running.RunId, CancellationToken.None))).Message.ShouldContain("has not ended");
    }

    private const int LogTailBytes = 64 * 1024;

    private static HarvestLoop Second(HarvestHost host)
    {
        host.Restart();
        return host.Loop;
    }

    private static int Archived(HarvestHost host) => host.Blobs.Names.Count(name => name.StartsWith("eventlogs/", StringComparison.Ordinal));

    private static List<Simulator.History.JobRun> Runs(HarvestHost host) =>
        [.. host.Simulator.History.DaysThrough(host.Time.GetUtcNow()).SelectMany(day => day.JobRuns)
            .Where(run => run.WorkspaceId == host.Simulator.Options.WorkspaceId && run.RunType != "WORKFLOW_RUN")];

    private static List<Simulator.History.JobRun> Ended(HarvestHost host, TimeSpan back)
    {
        var now = host.Time.GetUtcNow();
        // Of a run that is being repaired the end so far counts; it has none.
        return [.. Runs(host).Where(run => run.Attempts.All(attempt => attempt.End <= now || attempt.Start - attempt.Queued > now))
            .Where(run => run.Attempts.Last(attempt => attempt.Start - attempt.Queued <= now || attempt == run.Attempts[0]) is var last && last.End >= now - back && last.End <= now)];
    }

    private static bool HasLog(HarvestHost host, Simulator.History.JobRun run) => host.Simulator.Logs.Contexts().Any(context => context.Runs.Any(one => one.JobRunId == run.RunId));

    private static List<LogContext> Logs(HarvestHost host, IReadOnlyCollection<Simulator.History.JobRun> runs)
    {
        var ids = runs.Select(run => run.RunId).ToHashSet();
        var now = host.Time.GetUtcNow();
        return [.. host.Simulator.Logs.Contexts().Where(context => context.End < now.AddHours(-1) && context.Runs.Any(run => ids.Contains(run.JobRunId)))];
    }
}
