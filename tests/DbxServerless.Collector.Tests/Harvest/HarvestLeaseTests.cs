using DbxServerless.Collector.Harvest;
using DbxServerless.Collector.Harvest.State;
using DbxServerless.Collector.Tests.Storage;
using DbxServerless.Simulator.Logs;
using FsCheck;
using FsCheck.Fluent;

namespace DbxServerless.Collector.Tests.Harvest;

/// <summary>Two processes over one storage: a log is one's at a time.</summary>
public sealed class HarvestLeaseTests
{
    private static readonly TimeSpan Back = TimeSpan.FromMinutes(60);

    [Fact]
    public async Task A_log_that_one_process_downloads_another_leaves_alone()
    {
        await using var host = await StartAsync();
        await host.DiscoverAsync(Back);
        var second = host.Beside(new Faults());
        HarvestRound? beside = null;
        string? held = null;
        await host.Loop.DrainAsync(HarvestHost.Prod, false, progress =>
        {
            if (held is not null || progress.What != "downloading" || progress.Done == progress.Total)
                return;
            held = progress.RunId;
            beside = second.DrainAsync(HarvestHost.Prod, false, null, CancellationToken.None).GetAwaiter().GetResult();
        }, CancellationToken.None);

        beside.ShouldNotBeNull().Steps.Count.ShouldBeGreaterThan(2);
        beside.Steps.Where(step => step.LostRace).ShouldHaveSingleItem().RunId.ShouldBe(held);
        beside.Steps.Single(step => step.LostRace).Reason.ShouldNotBeNull().ShouldContain("Another process downloads the log");
        var logs = Archived(host);
        logs.ForEach(host.ShouldBeArchived);
        logs.ForEach(log => host.ShouldBeDownloadedOnce(log));
        host.Records("DbxSparkHarvests").Values.Select(record => record.GetProperty("RunId").GetString()).ShouldContain(held);
    }

    [Fact]
    public void Whoever_dies_first_and_whenever_the_other_goes_on_and_downloads_nothing_twice()
    {
        var cases = from at in Gen.Choose(1, 120)
                    from afterwards in Gen.Elements(true, false)
                    from isHolderFirst in Gen.Elements(true, false)
                    from atOnce in Gen.Elements(true, false)
                    select (at, afterwards, isHolderFirst, atOnce);
        Prop.ForAll(cases.ToArbitrary(), tried => DieAsync(tried.at, tried.afterwards, tried.isHolderFirst, tried.atOnce).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(12));
    }

    [Fact]
    public void A_lease_keeps_others_until_it_runs_out_or_its_process_is_gone()
    {
        var now = new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
        var (holder, other) = (LeaseHolder.New(), LeaseHolder.New());
        var lease = new LogLease(holder, now + LogLease.Term);

        lease.Keeps(holder, now).ShouldBeFalse();
        lease.Keeps(other, now).ShouldBeTrue();
        lease.Keeps(other, now + LogLease.Term).ShouldBeFalse();
        (lease with { Holder = holder with { Started = holder.Started.AddMinutes(-1) } }).Keeps(other, now).ShouldBeFalse("another process has its number now");
        (lease with { Holder = holder with { ProcessId = int.MaxValue } }).Keeps(other, now).ShouldBeFalse("there is no such process");
        (lease with { Holder = holder with { ProcessId = int.MaxValue, Machine = "another" } }).Keeps(other, now).ShouldBeTrue("nobody can see");
    }

    [Fact]
    public void Processes_that_do_not_see_each_other_are_told_apart_by_the_boot_and_the_namespace()
    {
        using var folder = new TemporaryFolder();
        var here = ProcOf("1", "one", "pid:[4026531836]");

        ProcessNumbers.OnLinux(ProcOf("2", "one", "pid:[4026531836]")).ShouldBe(ProcessNumbers.OnLinux(here));
        ProcessNumbers.OnLinux(ProcOf("3", "two", "pid:[4026531836]")).ShouldNotBe(ProcessNumbers.OnLinux(here), "another machine");
        ProcessNumbers.OnLinux(ProcOf("4", "one", "pid:[4026532201]")).ShouldNotBe(ProcessNumbers.OnLinux(here), "another container");
        ProcessNumbers.OnLinux("none").ShouldNotBe(ProcessNumbers.OnLinux("none"), "nobody knows");

        string ProcOf(string name, string boot, string space)
        {
            var proc = Path.Combine(folder.Path, name);
            Directory.CreateDirectory($"{proc}/self/ns");
            Directory.CreateDirectory($"{proc}/sys/kernel/random");
            File.WriteAllText($"{proc}/sys/kernel/random/boot_id", boot + "\n");
            File.CreateSymbolicLink($"{proc}/self/ns/pid", space);
            return proc;
        }
    }

    /// <summary>Two processes at once, of which one dies at one of its operations; the other, or a new one, ends the work.</summary>
    private static async Task DieAsync(int at, bool afterwards, bool isHolderFirst, bool atOnce)
    {
        await using var host = await StartAsync();
        await host.DiscoverAsync(Back);
        var faults = new Faults();
        faults.FailAt(at, afterwards, dies: true);
        var (mortal, other) = (host.Beside(faults), host.Beside(new Faults()));
        if (!isHolderFirst)
            await Task.WhenAll(DrainAsync(other), DrainAsync(mortal));
        else
            await DrainAsync(mortal);
        if (!atOnce)
            host.Time.Advance(LogLease.Term);
        await DrainAsync(other);
        host.Time.Advance(LogLease.Term + TimeSpan.FromMinutes(30));
        (await other.DrainAsync(HarvestHost.Prod, false, null, CancellationToken.None)).Waiting.ShouldBeEmpty();

        var logs = Archived(host);
        logs.Count.ShouldBeGreaterThan(1);
        foreach (var log in logs)
        {
            host.ShouldBeArchived(log);
            host.ShouldBeDownloadedOnce(log, blocksLost: 1);
        }

        host.Blobs.Names.ShouldNotContain(name => name.Contains("/parts/"));
    }

    private static async Task DrainAsync(HarvestLoop process)
    {
        try
        {
            await process.DrainAsync(HarvestHost.Prod, false, null, CancellationToken.None);
        }
        catch (IOException)
        {
            // It died.
        }
    }

    private static Task<HarvestHost> StartAsync() =>
        HarvestHost.StartAsync(new LogOptions { Slow = 0, LateRolls = 0, Tasks = 60 }, options => options.ConcurrentRuns = 1);

    private static List<LogContext> Archived(HarvestHost host) =>
        [.. host.Simulator.Logs.Contexts().Where(context => context.End < host.Time.GetUtcNow().AddMinutes(-30) && host.Archive(context).Count > 0)];
}
