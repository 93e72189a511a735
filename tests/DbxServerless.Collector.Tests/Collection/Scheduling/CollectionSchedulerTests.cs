using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Collection.Scheduling;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DbxServerless.Collector.Tests.Collection.Scheduling;

public sealed class CollectionSchedulerTests
{
    private readonly ThingDataset _fast = new("fast", schedule: ScheduleGroup.Fast);
    private readonly ThingDataset _regular = new("regular");
    private readonly CollectionHost _host;
    private readonly CancellationTokenSource _stop = new();

    public CollectionSchedulerTests() => _host = new CollectionHost(_fast, _regular);

    [Fact]
    public async Task Each_group_runs_at_once_and_then_on_its_schedule()
    {
        await RunAsync(TimeSpan.FromMinutes(125));

        Times(_fast).Count.ShouldBe(126);
        Times(_regular).ShouldBe(["12:00", "12:05", "12:20", "13:05", "14:05"], "at 12:20 it is reconciled");
    }

    [Fact]
    public async Task A_slow_tick_reconciles_regular_datasets()
    {
        _host.Options.Schedules.Regular = "0 0 0 1 1 *";
        await RunAsync(TimeSpan.FromHours(7));

        _regular.Contexts.Where(context => context.ChangedFrom < context.AsOf.AddDays(-10)).Select(context => context.AsOf.ToString("HH:mm"))
            .ShouldBe(["12:20", "18:20"]);
    }

    [Fact]
    public async Task A_dataset_that_may_not_be_read_is_tried_again_within_ten_minutes()
    {
        _regular.Read = _ => throw new DatabricksException(DatabricksErrorKind.PermissionDenied, "no", "GRANT");
        await RunAsync(TimeSpan.FromMinutes(30));

        var times = _regular.Contexts.Select(context => context.AsOf).Order().ToList();
        times.Zip(times.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First <= TimeSpan.FromMinutes(10));
        times[^1].ShouldBeGreaterThan(_host.Time.GetUtcNow().AddMinutes(-10));
    }

    [Fact]
    public async Task Ticks_that_fall_due_while_their_group_is_collected_do_not_pile_up()
    {
        _fast.Read = context =>
        {
            if (_fast.Contexts.Count == 1)
                _host.Time.Advance(TimeSpan.FromMinutes(30));
            return [];
        };
        await RunAsync(TimeSpan.FromMinutes(1));

        Times(_fast).ShouldBe(["12:00", "12:31"]);
    }

    [Fact]
    public void A_schedule_that_cannot_be_understood_names_the_setting() =>
        Should.Throw<InvalidOperationException>(() => new GroupSchedule(new ScheduleOptions { Fast = "* * * * *" })).Message.ShouldContain("Schedules__Fast");

    private static IReadOnlyList<string> Times(ThingDataset dataset) => [.. dataset.Contexts.Select(context => context.AsOf.ToString("HH:mm")).Distinct()];

    // The clock moves on only when all four loops wait for it: a minute is a minute of work done.
    private async Task RunAsync(TimeSpan time)
    {
        var clock = new WatchedClock(_host.Time);
        var scheduler = new CollectionScheduler(
            _host.NewEngine(clock), new ScopePlan(_host.Options), Options.Create(_host.Options), clock, NullLogger<CollectionScheduler>.Instance);
        var running = scheduler.RunAsync(_stop.Token);
        await clock.WaitForTimersAsync(4);
        for (var minute = 0; minute < time.TotalMinutes; minute++)
        {
            _host.Time.Advance(TimeSpan.FromMinutes(1));
            await clock.WaitForTimersAsync(4);
        }

        await _stop.CancelAsync();
        await running;
    }
}
