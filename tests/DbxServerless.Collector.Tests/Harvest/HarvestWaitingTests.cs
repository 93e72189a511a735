using DbxServerless.Collector.Harvest;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.Logs;

namespace DbxServerless.Collector.Tests.Harvest;

/// <summary>Logs that are not there yet, not whole, or no longer there.</summary>
public sealed class HarvestWaitingTests
{
    private static readonly TimeSpan Back = TimeSpan.FromMinutes(90);

    [Fact]
    public async Task A_log_that_grows_and_rolls_late_is_taken_when_it_is_whole()
    {
        await using var host = await HarvestHost.StartAsync(new LogOptions { Slow = 1, LateRolls = 1 }, options => options.BackfillDays = 0);
        var waits = new HashSet<string>();
        for (var minute = 0; minute < 240; minute += 5)
        {
            host.Time.Advance(TimeSpan.FromMinutes(5));
            waits.UnionWith((await host.HarvestAsync()).Waiting.Select(step => step.Reason!));
        }

        waits.ShouldContain(why => why.Contains("rolled files are not delivered"));
        waits.ShouldContain("The last delivery of the cluster has not taken place yet.");
        var archived = host.Simulator.Logs.Contexts().Where(context => !context.IsShared && host.Archive(context).Count > 0).ToList();
        archived.Count.ShouldBeGreaterThan(5);
        archived.ForEach(host.ShouldBeArchived);
        host.Records("DbxSparkHarvests").Values.ShouldNotContain(record => record.GetProperty("Outcome").GetString() == "Partial");
    }

    [Fact]
    public async Task A_log_that_never_comes_is_not_assessed_when_the_time_to_wait_is_over()
    {
        await using var host = await HarvestHost.StartAsync();
        foreach (var context in host.Simulator.Logs.Contexts())
            host.Simulator.Logs.Remove(context);
        await host.HarvestAsync(Back);
        host.Time.Advance(TimeSpan.FromMinutes(61));
        var round = await host.DrainAsync();

        round.Waiting.ShouldBeEmpty();
        round.Done.Keys.ShouldNotContain(HarvestOutcome.Harvested);
        round.Steps.First(step => step.Outcome == HarvestOutcome.NotAssessed).Reason.ShouldNotBeNull().ShouldContain("is not at dbfs:/cluster-logs");
    }

    [Fact]
    public async Task A_log_that_disappears_while_it_is_downloaded_costs_that_run_alone()
    {
        await using var host = await HarvestHost.StartAsync(new LogOptions { Tasks = 200, Slow = 0, LateRolls = 0 }, options => options.ConcurrentRuns = 1);
        await host.DiscoverAsync(Back);
        var gone = new HashSet<string>();
        var round = await host.Loop.DrainAsync(HarvestHost.Prod, false, progress =>
        {
            if (gone.Count > 0 || progress.Done == 0 || progress.Done >= progress.Total)
                return;
            var context = host.Simulator.Logs.Contexts().First(context => !context.IsShared && context.Runs.Any(run => run.JobRunId == progress.RunId));
            gone.Add(progress.RunId);
            host.Simulator.Logs.Remove(context);
        }, CancellationToken.None);
        gone.ShouldHaveSingleItem();
        round.Waiting.Select(step => step.RunId).ShouldContain(gone.Single());

        host.Time.Advance(TimeSpan.FromMinutes(70));
        (await host.DrainAsync()).Waiting.ShouldBeEmpty();
        host.Records("DbxSparkHarvests").Values.Single(record => record.GetProperty("RunId").GetString() == gone.Single()).GetProperty("Outcome").GetString()
            .ShouldBeOneOf("NotAssessed", "Partial");
    }

    [Fact]
    public async Task What_may_not_be_read_is_tried_again_within_ten_minutes()
    {
        await using var host = await HarvestHost.StartAsync();
        var fault = host.Simulator.Faults.Add(new Fault(FaultKind.PermissionDenied, "GET /api/2.0/dbfs/*"));
        var waiting = (await host.HarvestAsync(Back)).Waiting;
        waiting.ShouldNotBeEmpty();
        waiting.ShouldAllBe(step => step.NextTry <= host.Time.GetUtcNow().AddMinutes(10) && step.Reason!.Contains("permission"));

        host.Simulator.Faults.Remove(fault);
        host.Time.Advance(TimeSpan.FromMinutes(10));
        (await host.DrainAsync()).Done[HarvestOutcome.Harvested].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_could_not_be_read_for_a_day_is_tried_again_by_a_backfill_after_the_grant()
    {
        await using var host = await HarvestHost.StartAsync();
        var fault = host.Simulator.Faults.Add(new Fault(FaultKind.PermissionDenied, "GET /api/2.0/dbfs/*"));
        var refused = (await host.HarvestAsync(Back)).Waiting.Count;
        host.Time.Advance(TimeSpan.FromDays(1));
        (await host.DrainAsync()).Done[HarvestOutcome.NotAssessed].ShouldBe(refused);

        host.Simulator.Faults.Remove(fault);
        await host.DiscoverAsync();
        await host.DrainAsync();
        var ofTheDay = host.Records("DbxSparkHarvests").Values.Where(record => record.GetProperty("Outcome").GetString() == "NotAssessed").Select(record => record.GetProperty("RunId").GetString()).ToList();
        ofTheDay.Count.ShouldBe(refused, "a look at what is new tries nothing again");

        (await host.DiscoverAsync(TimeSpan.FromDays(1) + Back)).ShouldBe(refused);
        var round = await host.DrainAsync();
        round.Steps.Select(step => step.RunId).ShouldBe(ofTheDay, ignoreOrder: true);
        round.Done[HarvestOutcome.Harvested].ShouldBe(refused);
        host.Records("DbxSparkHarvests").Values.ShouldAllBe(record => record.GetProperty("Outcome").GetString() != "NotAssessed");
        (await host.DiscoverAsync(TimeSpan.FromDays(1) + Back)).ShouldBe(0);
    }

    [Fact]
    public async Task A_run_that_fails_too_often_is_given_up_and_reported()
    {
        await using var host = await HarvestHost.StartAsync(change: options => options.MaxAttempts = 2);
        host.Simulator.Faults.Add(new Fault(FaultKind.GarbageBody, "GET /api/2.0/dbfs/read"));
        var tried = (await host.HarvestAsync(Back)).Waiting.Count;
        tried.ShouldBeGreaterThan(0);
        host.Time.Advance(TimeSpan.FromMinutes(2));
        var round = await host.DrainAsync();

        round.Done[HarvestOutcome.GivenUp].ShouldBe(tried);
        host.Restart();
        await host.Engine.PublishAsync(HarvestHost.Prod, CancellationToken.None);
        var counted = host.Published.Where(sample => sample.Family.Name == "dbxserverless_harvest_failed_tries_total").ShouldHaveSingleItem();
        (counted.Labels[1], counted.Value).ShouldBe(("UnexpectedResponse", 2 * tried));
        var record = host.Records("DbxSparkHarvests").Values.First(record => record.GetProperty("Outcome").GetString() == "GivenUp");
        record.GetProperty("Attempts").GetInt64().ShouldBe(2);
        record.GetProperty("Reason").GetString().ShouldNotBeNullOrEmpty();
        host.Time.Advance(TimeSpan.FromDays(1));
        (await host.DrainAsync()).Steps.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sink_that_takes_nothing_for_days_costs_no_run_its_insights_or_what_is_known_of_it()
    {
        await using var host = await HarvestHost.StartAsync(new LogOptions { Undelivered = 0.3, Slow = 0, LateRolls = 0 });
        host.Sink.BeforeDelivery = (_, _) => throw new IOException("The sink is away.");
        await host.DiscoverAsync(TimeSpan.FromHours(6));
        for (var hour = 0; hour < 36; hour += 3)
        {
            var steps = (await host.DrainAsync()).Steps;
            steps.ShouldNotBeEmpty();
            steps.ShouldAllBe(step => step.State == HarvestState.Archived && step.Reason!.Contains("The sink is away."));
            host.Time.Advance(TimeSpan.FromHours(3));
        }

        host.Sink.BeforeDelivery = (_, _) => { };
        var done = (await host.DrainAsync()).Done;

        done.Keys.ShouldNotContain(HarvestOutcome.GivenUp);
        var records = host.Records("DbxSparkHarvests").Values.ToLookup(record => record.GetProperty("Outcome").GetString(), record => record.TryGetProperty("Reason", out var reason) ? reason.GetString() : null);
        records["Harvested"].Count().ShouldBe(done[HarvestOutcome.Harvested]);
        records["Harvested"].ShouldAllBe(reason => reason == null);
        records["NotAssessed"].ShouldNotBeEmpty();
        records["NotAssessed"].ShouldAllBe(reason => reason!.Contains("delivers no logs"));
        host.Records("DbxSparkApplications").Values.Select(record => record.GetProperty("RunId").GetString()).Distinct().Count().ShouldBe(done[HarvestOutcome.Harvested]);
    }
}
